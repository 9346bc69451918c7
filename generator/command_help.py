"""What ``--help`` says, in the language of messages: all texts are labels.

Click asks each command and option for its text, and a formatter for the form. The texts are set
when the language is known, and the formatter has the words that click says itself.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click

from generator.messages.labels import Labels

_NAME = re.compile("[A-Z]{2,}")
"""The name of an argument."""
_KINDS = {"INTEGER RANGE": "INTEGER", "FLOAT RANGE": "INTEGER", "[%Y-%m-%d]": "DATE"}
_FACTS = re.compile(r"\s*\[[^\[\]]*\]$")
"""What click puts behind the text of an option: that it is required, or its range, which our text
says."""
_WIDEST = 30
"""Columns of the names of options, beyond which their text begins on a line of its own."""


def named(text: str, words: Labels) -> str:
    """Return a text with the names of arguments in words."""
    names: Mapping[str, str] = words.section("usage")["names"]
    for kind, name in _KINDS.items():
        text = text.replace(kind, name)
    return _NAME.sub(lambda name: names.get(name[0], name[0]), text)


def set_texts(command: click.Command, words: Labels, path: tuple[str, ...] = ()) -> None:
    """Give a command, its options and all commands below it the texts of the labels."""
    texts: Mapping[str, Any] = words.section("help")["commands"]["-".join(path) or "scorebook"]
    command.help, command.short_help = texts["text"], texts["short"]
    command.context_class = _context_class(words)
    command.options_metavar = "[OPTIONS]"
    for param in command.params:
        if isinstance(param, click.Option):
            name = param.opts[-1].removeprefix("--")
            param.help = words("help.version") if name == "version" else texts[name]
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            set_texts(inner, words, (*path, name))


def _context_class(words: Labels) -> type[click.Context]:
    """Return a class of contexts that writes help in these words."""

    class Context(click.Context):
        help_option_names = ["-h", "--help"]  # noqa: RUF012

        def make_formatter(self) -> click.HelpFormatter:
            return _Formatter(words)

    return Context


class _Formatter(click.HelpFormatter):
    """Writes help in words, wrapped at columns of a console."""

    def __init__(self, words: Labels) -> None:
        super().__init__(width=80)
        self.words = words

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is used."""
        del prefix
        self.write(f"{self.words('help.usage')}{prog} {named(args, self.words)}\n")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        self.write(f"{self.words(f'help.headings.{heading}')}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        indent = " " * self.current_indent
        for line in _wrapped(text, self.width - self.current_indent):
            self.write(f"{indent}{line}\n")

    def write_dl(
        self,
        rows: Iterable[tuple[str, str]],
        col_max: int = _WIDEST,
        col_spacing: int = 2,
    ) -> None:
        """Write a list of names with their texts."""
        pairs = [(named(name, self.words), self._text(text)) for name, text in rows]
        first = min(max(_columns(name) for name, _ in pairs), col_max) + col_spacing
        indent = " " * self.current_indent
        for name, text in pairs:
            lines = list(_wrapped(text, self.width - first - self.current_indent))
            space = first - _columns(name)
            end = " " * space if space >= col_spacing else f"\n{indent}{' ' * first}"
            self.write(f"{indent}{name}{end}{lines[0]}\n")
            self.write("".join(f"{indent}{' ' * first}{line}\n" for line in lines[1:]))

    def _text(self, text: str) -> str:
        return self.words("help.help") if text.startswith("Show this") else _FACTS.sub("", text)


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Yield lines of at most ``width`` columns; a line may end after any Chinese character."""
    line = ""
    for part in re.findall(r"\n|[ -~]+? |[ -~]+|.", text):
        if part == "\n" or _columns(line + part.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += part if line else part.lstrip()
    yield line.rstrip()


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
