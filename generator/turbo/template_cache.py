"""Cache of compiled templates: what one build has compiled, the next does not compile again."""

from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache


def template_cache(parts: Iterable[object]) -> BytecodeCache | None:
    """Return a cache in Jinja's folder for this user, or ``None`` where there can be none.

    Jinja compares the source of a template with that of the cached one. ``parts`` are all else
    that the compiled code depends on, such as options of the environment and other templates.
    """
    digest = sha256(repr([version("jinja2"), *parts]).encode()).hexdigest()[:16]
    try:
        return FileSystemBytecodeCache(pattern=f"scorebook-{digest}-%s.cache")
    except (OSError, RuntimeError):  # no temporary folder, or one that others may write to
        return None


def compiler_options(environment: Environment) -> list[object]:
    """Return the options of an environment that the compiled code of its templates depends on."""
    return [
        environment.autoescape,
        environment.trim_blocks,
        environment.lstrip_blocks,
        environment.keep_trailing_newline,
        sorted(environment.extensions),
        sorted(environment.filters),
    ]
