"""``--help`` is in the language of messages, and every option has its text."""

import re
import unicodedata

import pytest
from click.testing import CliRunner
from test_misuse import commands

from generator.cli import main
from generator.messages.labels import LANGUAGES, labels

ENGLISH = re.compile("Usage|Options|Commands|Show|default|TEXT|FILE|FOLDER|YEAR")
"""What click says, and what it calls arguments."""
PATHS = [(), *(path for path, _ in commands(main))]


def help_of(path: tuple[str, ...], language: str) -> str:
    done = CliRunner().invoke(main, ["--lang", language, *path, "-h"], prog_name="scorebook")
    assert done.exit_code == 0, done.output
    return done.output


def test_the_help_of_every_command_is_chinese() -> None:
    for path in PATHS:
        said = help_of(path, "zh")
        assert said.startswith("用法：scorebook")
        assert not ENGLISH.search(said), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_the_help_is_wider_than_a_console(language: str) -> None:
    for path in PATHS:
        for line in help_of(path, language).splitlines():
            columns = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)
            assert columns <= 80, line


def test_the_texts_are_those_of_commands_that_there_are() -> None:
    texts = labels("zh").section("help")["commands"]
    assert set(texts) == {"-".join(path) or "scorebook" for path in PATHS}


def test_the_help_of_one_language_does_not_stay_for_another() -> None:
    assert "读入填好的工作簿" in help_of(("import",), "zh")
    assert "Read workbooks" in help_of(("import",), "en")
