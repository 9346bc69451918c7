"""The characters that end lines, and those that no text may have."""

import re

LINE_END = re.compile("\r\n|\r|\n")
"""What ends a line for YAML: also a carriage return alone."""
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but for a tab and the ends of lines
    "\u2028\u2029\u2800"  # ends of lines and of paragraphs; Braille without a dot
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0"
    "\ud800-\udfff\ufdd0-\ufdef\ufff0-\uffff]"  # halves of pairs, what stands for lost text
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_RARE = re.compile("[\U00010000-\U0010ffff]")
_NO_CHARACTERS = "".join(f"{chr(n - 2)}{chr(n - 1)}" for n in range(0x20000, 0x120000, 0x10000))
"""The last two codes of each plane but the first."""
_INVISIBLE_RARE = re.compile(
    f"[\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff{_NO_CHARACTERS}]"
)


def find_control(text: str) -> re.Match[str] | None:
    """Find the first character that no XML can hold, or that moves the cursor of a terminal."""
    return _CONTROL.search(text)


def find_invisible(text: str) -> re.Match[str] | None:
    """Find the first character that no text may have.

    Such are controls, what Unicode calls ``Default_Ignorable_Code_Point`` (but for U+FE00 to
    U+FE0F, which choose the form of a visible character), surrogates, and what is no character.
    """
    # A pattern of characters beyond U+FFFF costs a hundred times as much as one of those before.
    rare = _INVISIBLE_RARE.search(text) if _RARE.search(text) else None
    return _INVISIBLE.search(text) or rare
