"""Errors of the console in the language of messages: what click says is said in our words.

Click makes its sentences itself. Each that a command can cause is known here by its pattern, whose
blanks go into the sentence of the labels; a sentence that is not known stays as it is.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

import click

from generator.command_help import named, set_texts
from generator.messages.labels import LANGUAGES, Labels, labels

_NEAR = r"\(?Did you mean (one of: )?(?P<near>.+?)\?\)?"
_SENTENCES = {
    "invalid-for": r"Invalid value for (?P<name>.+?): (?P<message>.+)",
    "invalid": r"Invalid value: (?P<message>.+)",
    "missing-argument": r"Missing argument (?P<name>.+)\.",
    "missing-option": r"Missing option (?P<name>.+)\.",
    "missing-choice": r"Missing \w+ (?P<name>.+)\. Choose from:\s(?P<choices>.+)",
    "missing-command": r"Missing command\.",
    "no-option": r"No such option (?P<name>\S+)\.",
    "no-command": r"No such command (?P<name>.+?)\.",
    "near-option": rf"No such option (?P<name>\S+)\. {_NEAR}",
    "near-command": rf"No such command (?P<name>.+?)\. {_NEAR}",
    "extra": r"Got unexpected extra arguments? \((?P<more>.*)\)",
    "no-value": r"Option (?P<name>.+) requires (an|\d+) arguments?\.",
    "no-flag": r"Option (?P<name>.+) does not take a value\.",
    "choice": r"(?P<value>.+) is not (one of )?(?P<choices>'.+')\.",
    "range": r"(?P<value>.+) is not in the range (?P<range>.+)\.",
    "integer": r"(?P<value>.+) is not a valid integer( range)?\.",
    "date": r"(?P<value>.+) does not match the formats? .+\.",
    "no-path": r"\w+ (?P<path>.+) does not exist\.",
    "is-file": r"\w+ (?P<path>.+) is a file\.",
    "is-folder": r"\w+ (?P<path>.+) is a directory\.",
    "unreadable": r"\w+ (?P<path>.+) is not readable\.",
    "unwritable": r"\w+ (?P<path>.+) is not writable\.",
}
"""What click says, by the labels of it."""
_LISTED = ("choices", "near")


_RANGE = re.compile("<=?x<=?")


class Told(click.ClickException):
    """An error whose whole text is ready to be printed."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the text."""
        click.echo(self.message, file=file, err=file is None)


class ToldMisuse(Told):
    """Wrong usage, ready to be printed."""

    exit_code = click.UsageError.exit_code


class Console(click.Group):
    """A group of commands whose errors are in the language of messages."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the options before the command."""
        language = _stated_language(args)
        set_texts(self, labels(language))
        with _errors_in_words(language):
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        with _errors_in_words(ctx.params["lang"] or language_of_locale()):
            return super().invoke(ctx)


def language_of_locale() -> str:
    """Return ``zh``, unless the environment names another language."""
    values = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    language = next(filter(None, values), "C").partition(".")[0]
    return "zh" if language in ("C", "POSIX") or language.startswith("zh") else "en"


def _stated_language(args: Sequence[str]) -> str:
    """Return the language that arguments state, or that of the locale."""
    stated = re.search(r"(?:^|\n)--lang[=\n](\w+)", "\n".join(args))
    return stated[1] if stated and stated[1] in LANGUAGES else language_of_locale()


@contextmanager
def _errors_in_words(language: str) -> Iterator[None]:
    words = labels(language)
    try:
        yield
    except Told:
        raise
    except click.ClickException as error:
        kind = ToldMisuse if isinstance(error, click.UsageError) else Told
        raise kind(_whole_text(error, words)) from error
    except click.Abort as error:
        raise Told(words("usage.aborted")) from error


def _whole_text(error: click.ClickException, words: Labels) -> str:
    """Return an error as it is printed; of wrong usage, how the command is used stands before."""
    text = words("usage.error", message=sentence_in_words(error.format_message(), words))
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return text
    pieces = [context.command_path, *context.command.collect_usage_pieces(context)]
    usage = named(" ".join(pieces), words)
    return words("usage.usage", usage=usage, command=context.command_path) + text


def sentence_in_words(sentence: str, words: Labels) -> str:
    """Return what click says in the words of the labels."""
    for name, pattern in _SENTENCES.items():
        if match := re.fullmatch(pattern, sentence, re.DOTALL):
            facts = {key: _fact(key, fact, words) for key, fact in match.groupdict().items()}
            return words(f"usage.{name}", **facts)
    return sentence


def _fact(name: str, fact: str, words: Labels) -> str:
    if name == "message":
        return sentence_in_words(fact, words)
    if name == "name":
        return named(fact.strip("'"), words)
    if name in _LISTED:
        entries = re.split(r",\s*", fact.strip())
        return words("console.listed").join(entry.strip("'\"") for entry in entries)
    if name == "range":
        return _RANGE.sub("–", fact).replace("x>=", "≥ ").replace("x<=", "≤ ")
    return fact.strip("'\"")
