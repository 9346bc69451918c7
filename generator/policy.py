"""The Content-Security-Policy under which a built site works whole.

``docs/guide/security.md`` gives the reasons to those who run a server.
"""

from collections.abc import Mapping

DIRECTIVES: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),  # which default-src says nothing about
    "img-src": ("'self'", "data:"),  # the theme's style sheet carries its icons
}
"""What may be loaded from where: the site itself alone, but for what the theme needs."""

HEADER = "Content-Security-Policy"
POLICY = "; ".join(" ".join((name, *sources)) for name, sources in DIRECTIVES.items())
"""The value of the header."""
