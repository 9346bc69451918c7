"""What was compiled is not compiled again: in one process, and from one build to the next."""

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from jinja2.compiler import CodeGenerator

from generator.turbo import remembered
from generator.turbo.remembered import Remembered


class Counting(CodeGenerator):
    """Counts the templates that it compiles."""

    compiled = 0

    def visit_Template(self, *args: object) -> None:  # noqa: N802
        Counting.compiled += 1
        super().visit_Template(*args)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Remembered, "_codes", {})
    monkeypatch.setattr(Counting, "compiled", 0)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def printed(kept: Remembered, text: str = "{{ 1 + 1 }}") -> str:
    env = Environment(loader=DictLoader({"a.md": text}), bytecode_cache=kept)
    env.code_generator_class = Counting
    return env.get_template("a.md").render()


def next_build() -> None:
    """What only the process has kept is gone."""
    Remembered._codes.clear()


def test_a_process_compiles_a_template_once() -> None:
    assert [printed(Remembered()), printed(Remembered())] == ["2", "2"]
    assert Counting.compiled == 1


def test_the_next_build_finds_what_was_compiled(tmp_path: Path) -> None:
    assert printed(Remembered("", "zh", tmp_path)) == "2"
    next_build()
    assert printed(Remembered("", "zh", tmp_path)) == "2"
    assert Counting.compiled == 1


def test_another_text_and_other_parts_are_compiled_anew(tmp_path: Path) -> None:
    assert printed(Remembered("", "zh", tmp_path)) == "2"
    next_build()
    assert printed(Remembered("", "zh", tmp_path), "{{ 1 + 2 }}") == "3"
    next_build()
    assert printed(Remembered("other", "zh", tmp_path), "{{ 1 + 2 }}") == "3"
    assert Counting.compiled == 3
    assert len(list(tmp_path.iterdir())) == 1


def test_another_compiler_compiles_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(Remembered("", "zh", tmp_path)) == "2"
    next_build()
    monkeypatch.setattr(remembered, "_compiler", lambda: "a newer one")
    assert printed(Remembered("", "zh", tmp_path)) == "2"
    assert Counting.compiled == 2


@pytest.mark.parametrize("spoilt", [b"", b"\0" * 40, b"cut", b"longer"])
def test_a_file_that_is_not_whole_is_written_anew(tmp_path: Path, spoilt: bytes) -> None:
    assert printed(Remembered("", "zh", tmp_path)) == "2"
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes({b"cut": whole[:-9], b"longer": whole + b"\0"}.get(spoilt, spoilt))
    next_build()
    assert printed(Remembered("", "zh", tmp_path)) == "2"
    assert Counting.compiled == 2
    assert file.read_bytes() == whole


def test_an_installation_may_be_read_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert printed(Remembered("", "zh", tmp_path / "file")) == "2"


def test_nothing_is_written_where_python_writes_no_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert printed(Remembered("", "zh", tmp_path)) == "2"
    assert list(tmp_path.iterdir()) == []


def test_what_other_options_made_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "FOLDER", tmp_path)
    found = []
    for trimmed in (False, True, False):
        next_build()
        loader = DictLoader({"a.md": "{% if 1 %}\na{% endif %}"})
        env = Environment(loader=loader, trim_blocks=trimmed)
        env.bytecode_cache = Remembered.of(env)
        found.append(env.get_template("a.md").render())
    assert found == ["\na", "a", "\na"]
