"""The Content-Security-Policy under which a built site works whole.

The reasons are told to those who run a server in ``docs/guide/security.md``.
"""

from collections.abc import Mapping

DIRECTIVES: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "img-src": ("'self'", "data:"),  # the theme's style sheet carries its icons
}
"""What may be loaded from where: the first three as tightly as can be, then no more than
what the theme and the search need on top."""

HEADER = "Content-Security-Policy"
POLICY = "; ".join(" ".join((name, *sources)) for name, sources in DIRECTIVES.items())
"""The value of the header."""
