"""Read one file of a site: whether it is sound, and all that it says."""

import gzip
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from html import unescape
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.parsers.expat import ExpatError, ParserCreate

import msgspec
from ahocorasick_rs import BytesAhoCorasick

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that no XML holds, and that move the cursor of a terminal."""
_CONTROL_BYTES = bytes(n for n in range(128) if _CONTROL.match(chr(n)))
_C1 = re.compile(b"\xc2[\x80-\x9f]")
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())
"""The others of them in UTF-8."""
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
_TAG = re.compile(rb"<[^>]*>")
_ENTITY = re.compile(rb"&#?[0-9a-zA-Z]{1,32};?")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_ESCAPED_SPACE = re.compile(rb"\\[nrtf]")
_NOTATION = b"*`\\\"' \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"
"""The marks of rich text and of programs, and spaces."""
_RARE_NOTATION = tuple(
    sign.encode()
    for sign in "\x85\xa0\xad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u200b\u2028\u2029\u202f\u205f\u3000"
)
"""Those of them that are not ASCII, in UTF-8: hyphens and spaces that are not seen."""
_RARE_FINDER = BytesAhoCorasick(_RARE_NOTATION)
_XML = (".xml", ".svg", ".xhtml", ".rels", ".atom", ".rss")
_ARCHIVES = (".xlsx", ".docx", ".pptx", ".ods", ".odt", ".zip")
_ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")


_UNREADABLE = (
    *(ValueError, OSError, EOFError, RecursionError),
    *(ExpatError, zipfile.BadZipFile, msgspec.DecodeError, zlib.error, NotImplementedError),
)
"""What the readers of all kinds of files raise."""


class Unsound(ValueError):
    """Says why the programs that a file is made for cannot read it."""


def check_file(path: str, content: bytes) -> None:
    """Raise ``Unsound`` if a file of a kind that is known is not what its name says."""
    suffix = PurePosixPath(path).suffix.lower()
    try:
        if suffix == ".gz":
            check_file(path[: -len(suffix)], gzip.decompress(content))
        elif suffix in _ARCHIVES:
            for name, part in _parts(content):
                check_file(name, part)
        elif suffix in _CHECKS:
            _CHECKS[suffix](content)
    except _UNREADABLE as error:
        raise Unsound(str(error) or type(error).__name__) from error


def read_texts(path: str, content: bytes) -> Iterator[bytes]:
    """Yield what a file says to readers and to programs, normalized, in UTF-8: a text of several
    forms comes in each of them."""
    suffix = PurePosixPath(path).suffix.lower()
    yield _strip(_encode(path))
    if suffix == ".gz":
        yield from read_texts(path[: -len(suffix)], gzip.decompress(content))
    elif suffix in _ARCHIVES:
        for name, part in _parts(content):
            yield from _texts_of_part(name, part)
    elif suffix == ".json" and b"\\" in content:
        written = msgspec.json.encode(msgspec.json.decode(content))
        yield _strip(_ESCAPED_SPACE.sub(b"", written))
    else:
        yield from _texts_of(_to_utf8(content))


@lru_cache(maxsize=256)
def _texts_of_part(name: str, content: bytes) -> tuple[bytes, ...]:
    """Return what a part of an archive says; most parts are the same in all workbooks."""
    return tuple(read_texts(name, content))


def normalize(text: str) -> str:
    """Return a text without spaces and the marks of rich text and of programs.

    So a text compares equal in whichever kind of file it is written.
    """
    return _strip(_encode(text)).decode("utf-8", "surrogatepass")


def _strip(text: bytes) -> bytes:
    stripped = text.translate(None, _NOTATION)
    for number in {found[0] for found in _RARE_FINDER.find_matches_as_indexes(stripped)}:
        stripped = stripped.replace(_RARE_NOTATION[number], b"")
    return stripped


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _texts_of(text: bytes) -> Iterator[bytes]:
    """Yield a text as it stands, with attributes and comments, and without its tags."""
    stripped = _strip(text)
    yield _unescape(stripped)
    if b"<" in stripped:
        yield _unescape(_TAG.sub(b"", stripped))
    if b"%E" in text or b"%e" in text:  # as Han characters begin
        yield _encode(normalize(unquote(unescape(text.decode("utf-8", "replace")))))
    if b"\\u" in text:  # as JSON and scripts write them
        plain = unescape(text.decode("utf-8", "replace"))
        yield _encode(normalize(_ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), plain)))


def _unescape(stripped: bytes) -> bytes:
    """Return a text without its character references, which may stand for spaces too."""
    return _ENTITY.sub(lambda found: _referred(found[0]), stripped)


@lru_cache(maxsize=4096)
def _referred(reference: bytes) -> bytes:
    return _strip(_encode(unescape(reference.decode("ascii"))))


def _to_utf8(content: bytes) -> bytes:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding).encode()
        except ValueError:
            continue
    return content


@lru_cache(maxsize=1)
def _parts(content: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return the files in an archive by their names; it is checked first, and then read."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())


def _check_text(content: bytes) -> None:
    text = content.decode("utf-8")
    found = _CONTROL.search(text) if _may_have_control(content) else None
    if found:
        raise Unsound(f"U+{ord(found[0]):04X}")


def _may_have_control(content: bytes) -> bool:
    """Say quickly whether UTF-8 may have a control character."""
    ascii = len(content.translate(None, _CONTROL_BYTES)) < len(content)
    return ascii or bool(_C1.search(content)) or any(sign in content for sign in _NONCHARACTERS)


def _check_html(content: bytes) -> None:
    _check_text(content)
    if b"&#" in content:
        for hexadecimal, decimal in _REFERENCE.findall(content.decode("utf-8")):
            number = int(hexadecimal, 16) if hexadecimal else int(decimal)
            if number > 0x10FFFF or _CONTROL.match(chr(number)):
                raise Unsound(f"U+{number:04X}")


@lru_cache(maxsize=256)
def _check_xml(content: bytes) -> None:
    """Parse a document; most parts of a workbook are the same in all workbooks."""
    ParserCreate().Parse(content, True)


_CHECKS: Mapping[str, Callable[[bytes], object]] = {
    ".html": _check_html,
    ".htm": _check_html,
    ".csv": _check_text,
    ".json": msgspec.json.decode,
    ".webmanifest": msgspec.json.decode,
    **dict.fromkeys(_XML, _check_xml),
}
