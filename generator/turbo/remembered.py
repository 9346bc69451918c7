"""Compiled templates, kept as Python keeps compiled modules: in the process, and in a folder."""

import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from typing import ClassVar, Self

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

PACKAGE = Path(__file__).parents[1]
FOLDER = Path(cache_from_source(str(PACKAGE / "templates.py"))).parent / "templates"
"""Beside the compiled modules of the package, wherever Python keeps these."""
_DIGEST = sha256().digest_size


class Remembered(BytecodeCache):
    """Compiled templates, kept while the process lives, for a server that builds again and
    again; and in a ``folder``, if there is one, for the next build. Templates are told apart by
    their text, and by the ``parts`` written into them: words, and other templates. A ``group``
    of templates, such as those of one language, has files of its own."""

    _codes: ClassVar[dict[tuple[str, str], bytes]] = {}

    def __init__(self, parts: str = "", group: str = "", folder: Path | None = None) -> None:
        self._parts = parts
        self._group = group
        self._folder = folder

    @classmethod
    def of(cls, env: Environment) -> Self:
        """For the templates of another environment, which compiles them as its options say."""
        options = (env.autoescape, env.trim_blocks, env.lstrip_blocks, env.keep_trailing_newline)
        return cls(f"{options} {sorted(env.extensions)} {sorted(env.filters)}", "host", FOLDER)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if its template has been compiled before from the same text."""
        code = self._codes.get((self._parts, bucket.key)) or self._read(bucket)
        if code:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has been compiled."""
        code = bucket.bytecode_to_string()
        self._codes[self._parts, bucket.key] = code
        if self._folder and not sys.dont_write_bytecode:
            with suppress(OSError):  # an installation may be read-only
                self._write(self._file(self._folder, bucket), code)

    def _file(self, folder: Path, bucket: Bucket) -> Path:
        """One for each template, group and Python: an older one is written over."""
        return folder / f"{bucket.key}.{self._group}.{sys.implementation.cache_tag}"

    def _read(self, bucket: Bucket) -> bytes:
        """What a file has kept; nothing if it is of other parts, or is not whole."""
        if self._folder is None:
            return b""
        with suppress(OSError):
            kept = self._file(self._folder, bucket).read_bytes()
            digest, code = kept[:_DIGEST], kept[_DIGEST:]
            if digest == self._digest(code):
                return code
        return b""

    def _write(self, file: Path, code: bytes) -> None:
        """Write a file. Whoever reads it before it is whole sees that by its digest."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(self._digest(code) + code)

    def _digest(self, code: bytes) -> bytes:
        return sha256(f"{self._parts} {_compiler()}\n".encode() + code).digest()


@cache
def _compiler() -> str:
    """Tells what compiles templates now from what did it before."""
    files = [*sorted(Path(__file__).parent.glob("*.py")), PACKAGE / "messages" / "formats.py"]
    texts = b"".join(file.read_bytes() for file in files)
    return f"{version('jinja2')} {sha256(texts).hexdigest()}"
