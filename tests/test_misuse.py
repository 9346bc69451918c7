"""Whatever is written wrongly on the console is told in the language of messages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.messages.labels import LANGUAGES, labels
from generator.usage import _SENTENCES, sentence_in_words

WORD = re.compile("[A-Za-z]{2,}")


def commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


def misuses(command: click.Command) -> Iterator[list[str]]:
    """Yield words by which a command is used wrongly in each way that its parameters allow."""
    yield ["--bogus"]
    yield ["--hepl"]
    if isinstance(command, click.Group):
        yield ["bogus"]
        return
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    fine = [word for one in arguments for word in right(one)]
    if any(one.required for one in arguments):
        yield []
    if all(one.nargs == 1 for one in arguments):
        yield [*fine, "more", "yet more"]
    for one in command.params:
        place = [one.opts[0]] if isinstance(one, click.Option) else []
        others = [] if isinstance(one, click.Argument) else fine
        if isinstance(one, click.Option) and one.is_flag:
            yield [*fine, f"{one.opts[-1]}=1"]
        elif place:
            yield place
        for word in wrong(one.type):
            before = [w for a in arguments if a is not one for w in right(a)] if not others else []
            if not before or arguments[0] is not one:
                yield [*others, *before, *place, word]
            else:
                yield [word, *before]


def right(argument: click.Argument) -> list[str]:
    return ["2027" if isinstance(argument.type, click.types.IntParamType) else "new.xlsx"]


def wrong(kind: Any) -> list[str]:
    """Return words that are none of a type."""
    if isinstance(kind, click.Choice | click.DateTime):
        return ["xyz"]
    if isinstance(kind, click.IntRange):
        return ["xyz", "-5"]
    if isinstance(kind, click.types.IntParamType):
        return ["xyz"]
    if isinstance(kind, click.Path):
        missing = ["missing"] if kind.exists else []
        return [
            *missing,
            *([] if kind.file_okay else ["file"]),
            *([] if kind.dir_okay else ["folder"]),
        ]
    return []


CASES = [
    ((*path, *words), command)
    for path, command in [((), main), *commands(main)]
    for words in misuses(command)
]


@pytest.fixture
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()


@pytest.mark.usefixtures("_folder")
def test_all_wrong_usage_is_told_in_chinese() -> None:
    for words, command in CASES:
        done = CliRunner().invoke(main, ["--lang", "zh", *words], prog_name="scorebook")
        assert done.exit_code == click.UsageError.exit_code, (words, done.output)
        *usage, said = done.output.strip().split("错误：")
        typed = {*words, "xlsx", "scorebook", *(o for one in command.params for o in one.opts)}
        choices = {c for one in command.params for c in getattr(one.type, "choices", ())}
        known = {w for text in (*typed, *choices, *main.commands) for w in WORD.findall(text)}
        known |= {"help"} | {name for path, _ in commands(main) for name in path}
        left = set(WORD.findall(said)) - known
        assert not left, (words, said)
        assert not re.search("Usage|Try|OPTIONS|COMMAND|YEAR|FILE|FOLDER", "".join(usage)), usage


@pytest.mark.usefixtures("_folder")
def test_wrong_usage_is_told_in_the_language_that_is_asked_for() -> None:
    said = CliRunner().invoke(main, ["--lang=en", "--bogus"]).output
    assert "Error: There is no option “--bogus”." in said
    said = CliRunner(env={"LC_ALL": "en_GB.UTF-8"}).invoke(main, ["progres"]).output
    assert "Error: There is no command “progres”. Did you mean progress?" in said


def sentences() -> list[str]:
    """What click says of wrong usage, by its own exceptions and types."""
    option = click.Option(["--kind"], type=click.Choice(["a", "b"]))
    errors: list[click.ClickException] = [
        click.BadParameter("x", param_hint="'--a'"),
        click.BadParameter("x"),
        click.MissingParameter(param_type="argument", param_hint="'YEAR'"),
        click.MissingParameter(param_type="option", param_hint="'--a'"),
        click.MissingParameter(param=option),
        click.NoSuchOption("--forma"),
        click.NoSuchOption("--forma", possibilities=["--format"]),
        click.NoSuchOption("--forma", possibilities=["--format", "--formal"]),
        click.exceptions.NoSuchCommand("chek"),
        click.exceptions.NoSuchCommand("chek", possibilities=["check"]),
    ]
    return [error.format_message() for error in errors]


@pytest.mark.parametrize("sentence", sentences())
def test_what_click_says_is_known(sentence: str) -> None:
    assert sentence_in_words(sentence, labels("zh")) != sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_has_words(language: str) -> None:
    assert labels(language).section("usage").keys() >= _SENTENCES.keys()
