"""Decide what a text without quotes means: a number, a date, a word, text, or nothing certain."""

import datetime as dt
import re
from decimal import Decimal

Plain = str | int | Decimal | bool | dt.date | None | tuple["Plain", ...] | dict[str, "Plain"]

WORDS: dict[str, Plain] = {"": None, "null": None, "true": True, "false": False}
SUSPECT_START = frozenset("~=<yYnNoOtTfF+-.0123456789０１２３４５６７８９")
"""Only what begins so, or holds ``SUSPECT``, can be anything but text."""
SUSPECT = "："
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,10})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMBIGUOUS = re.compile(
    r"""~ | = | <<
      | (?:y|n|yes|no|on|off|true|false|null)          # other spellings of true, false, null
      | [-+.]*[0-9０-９][0-9０-９_,.．：:+\-TZe ]*          # octal, times, exponents, full width
      | 0[xob][0-9a-f_]+ | [-+]?\.(?:inf|nan)
      | [\w\u4e00-\u9fff]{1,12}：.*                      # a full-width colon after a name""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


class Unclear(Exception):
    """Raised for a text whose meaning is not certain; ``code`` is that of the problem."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def meaning(text: str) -> Plain:
    """Return the value that a text without quotes stands for.

    Raises ``Unclear`` for what YAML readers do not agree on (``yes``, ``1e3``, ``12:30``), and for
    dates that do not exist.
    """
    if text in WORDS:
        return WORDS[text]
    if text[0] not in SUSPECT_START and SUSPECT not in text:
        return text
    if _NUMBER.fullmatch(text):
        return Decimal(text) if "." in text else int(text)
    if _DATE.fullmatch(text):
        return _date(text)
    if _AMBIGUOUS.fullmatch(text):
        raise Unclear("ambiguous")
    return text


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Unclear("no-such-date") from error


def is_plain_text(text: str) -> bool:
    """Tell whether a text can stand without quotes and still be read as the same text."""
    if text in WORDS or text != text.strip():
        return False
    return not (_NUMBER.fullmatch(text) or _DATE.fullmatch(text) or _AMBIGUOUS.fullmatch(text))
