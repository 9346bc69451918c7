"""Compressed data in pieces that can be joined: what many files have alike is compressed once.

Each piece ends where a byte ends and looks back at no other, so any piece may follow any
other.
"""

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

_STORED = struct.Struct("<BHH")
_SHORT = 512
"""Of what is not longer, compressing would take longer than it saves."""
_OFTEN, _ONCE = 9, 1
"""Levels of compression. At the lower one a file is a tenth larger than at the usual one, and
made in half the time."""
_MEMORY = 7
"""As much as tables of scorecards need: to get more from the system takes time."""
END = b"\3\0"
"""What ends all pieces: a last one, with nothing in it."""


class Piece(NamedTuple):
    """A content, and the same compressed."""

    content: bytes
    packed: bytes


def kept(content: bytes) -> Piece:
    """A piece that many files have."""
    return Piece(content, _packed(content, _OFTEN))


def once(content: bytes) -> Piece:
    """A piece that one file has."""
    if len(content) > _SHORT:
        return Piece(content, _packed(content, _ONCE))
    length = len(content)
    return Piece(content, _STORED.pack(0, length, length ^ 0xFFFF) + content)


def _packed(content: bytes, level: int) -> bytes:
    """Without the frame that zlib puts around it."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY)
    return deflate.compress(content) + deflate.flush(zlib.Z_SYNC_FLUSH)


def checksum(pieces: Iterable[Piece]) -> int:
    """The checksum of all contents as one."""
    sum = 0
    for piece in pieces:
        sum = zlib.crc32(piece.content, sum)
    return sum
