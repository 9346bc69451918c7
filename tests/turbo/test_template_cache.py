"""Compiled templates are cached, unless there is no folder that is safe to use."""

import tempfile
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from generator.turbo.template_cache import compiler_options, template_cache


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def rendered(*parts: str, trim: bool = False) -> str:
    env = Environment(loader=DictLoader({"a": "{% if 1 %}\na{% endif %}"}), trim_blocks=trim)
    env.bytecode_cache = template_cache([*parts, *compiler_options(env)])
    return env.get_template("a").render()


def files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*.cache"))


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    assert rendered() == "\na"
    (file,) = files(tmp_path)
    before = file.stat().st_mtime_ns
    assert rendered() == "\na"
    assert [file.stat().st_mtime_ns] == [before]


def test_other_parts_and_other_options_are_compiled_anew(tmp_path: Path) -> None:
    assert [rendered(), rendered("b"), rendered(trim=True)] == ["\na", "\na", "a"]
    assert len(files(tmp_path)) == 3


def test_a_folder_of_somebody_else_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert template_cache([]) is None
    assert rendered() == "\na"
