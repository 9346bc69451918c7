"""What a build has read, as it is written down."""

from pathlib import Path

from generator.mkdocs_plugin.recorder import Recorder


def test_a_project_on_the_disk_in_memory_has_inputs_and_devices_are_none() -> None:
    recorder = Recorder(Path("/dev/shm/project"), (Path("/dev/shm/project/site"),))
    for path in ("/dev/null", "/proc/self/stat", "/dev/shm/project/site/index.html"):
        recorder.record(path)
    for path in ("/dev/shm/project/mkdocs.yml", "/dev/shm/elsewhere/results/2025/north.yml"):
        recorder.record(path)
    assert list(recorder.read()["paths"]) == [
        "/dev/shm/elsewhere/results/2025/north.yml",
        "/dev/shm/project/mkdocs.yml",
    ]
