"""ZIP files whose parts are put together from pieces that are compressed already.

The standard library's ``zipfile`` compresses whatever it writes and cannot take such pieces.
What is written here is the plain form that every reader knows: no encryption, no comments, no
sizes above 4 GB.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.exports.deflated import END, Piece, checksum

_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _DEFLATED, _MIDNIGHT, _DAY_ONE = 20, 8, 0, 33
"""The version that a reader needs; the method; and the first time that the format knows,
1 January 1980, which every part bears."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Parts one after another, and what the directory at the end says of each."""

    parts: bytes = b""
    directory: bytes = b""
    count: int = 0

    def file(self, more: Mapping[str, Sequence[Piece]]) -> bytes:
        """The bytes of a file with these parts, and with ``more`` by name after them."""
        whole = self.joined(more)
        end = _END.pack(
            b"PK\5\6", 0, 0, whole.count, whole.count, len(whole.directory), len(whole.parts), 0
        )
        return whole.parts + whole.directory + end

    def joined(self, more: Mapping[str, Sequence[Piece]]) -> "Archive":
        """These parts, and more."""
        parts, directory, at = [self.parts], [self.directory], len(self.parts)
        for name, pieces in more.items():
            packed = b"".join([*[piece.packed for piece in pieces], END])
            length, told = sum([len(piece.content) for piece in pieces]), name.encode("ascii")
            sizes = (checksum(pieces), len(packed), length, len(told), 0)
            facts = (_DEFLATED, _MIDNIGHT, _DAY_ONE, *sizes)
            local = _LOCAL.pack(b"PK\3\4", _VERSION, 0, *facts)
            parts += (local, told, packed)
            directory += (
                _ENTRY.pack(b"PK\1\2", _VERSION, _VERSION, 0, *facts, 0, 0, 0, 0, at),
                told,
            )
            at += len(local) + len(told) + len(packed)
        return Archive(b"".join(parts), b"".join(directory), self.count + len(more))
