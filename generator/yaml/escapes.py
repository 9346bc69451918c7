"""Find escapes that put into a quoted text what nobody meant to type, as in a path of Windows."""

import re
from collections.abc import Iterator

import yaml

from generator.yaml.characters import LINE_END, find_invisible

_ESCAPE = re.compile(
    r"""\\(?: x([0-9a-fA-F]{2}) | u([0-9a-fA-F]{4}) | U([0-9a-fA-F]{8}) | ([^xuU]) )""",
    re.VERBOSE | re.DOTALL,
)
_TYPED = frozenset('"\\/n_ \n\r')
"""What may stand after a backslash: quotes, a line, blanks, the end of a line of the file."""
_IN_PATH = re.compile(
    r"""(?: (?<![A-Za-z])[A-Za-z]: | \\\\ )   # a drive or a server
        (?: \\\\ | [^\s"\\] )*+
        (?: (\\[n_])(?=[A-Za-z0-9_.-]) )?""",
    re.VERBOSE,
)
"""A path of Windows up to the end of a line, or a blank, inside it: a folder's name begins so."""


def wrong_escape(node: yaml.Node, text: str) -> tuple[tuple[int, int], str] | None:
    """Return the position, from 1, of the first escape that a scalar may not have, and the escape.

    ``text`` is that of the whole file. Wrong is what gives a character that no typed text may
    have, or a tab, or a blank of another kind; and what is a piece of a path.
    """
    begin, end = node.start_mark, node.end_mark
    if getattr(node, "style", None) != '"' or not begin or not end:
        return None
    quoted = text[begin.index : end.index]
    wrong = sorted([*_untypable(quoted), *_in_paths(quoted)]) if "\\" in quoted else []
    if not wrong:
        return None
    index, escape = wrong[0]
    *before, last = LINE_END.split(quoted[:index])
    column = len(last) + 1 if before else begin.column + len(last) + 1
    return (begin.line + len(before) + 1, column), escape


def _untypable(quoted: str) -> Iterator[tuple[int, str]]:
    for match in _ESCAPE.finditer(quoted):
        code = match[1] or match[2] or match[3]
        if not (_may_be(int(code, 16)) if code else match[4] in _TYPED):
            yield match.start(), match[0]


def _may_be(code: int) -> bool:
    """Tell whether a text may have the character of a code."""
    character = chr(code) if code < 0x110000 else "\0"
    return not (character in "\t\r" or find_invisible(character))


def _in_paths(quoted: str) -> Iterator[tuple[int, str]]:
    for match in filter(lambda path: path[1], _IN_PATH.finditer(quoted)):
        yield match.start(1), match[1]
