"""The files by which a web server finds the trees of an identity that it has verified.

Each server reads a list of its own kind from the folder ``maps`` of the release. An identity that
no list names has the tree ``trees/none``, which no release has: it is denied.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from urllib.parse import quote

from generator.audiences.model import is_identity

NOBODY = "trees/none"
"""The tree of whoever is denied. No release has a folder of this name."""
OTHERS = "*"
"""Stands for every verified identity that no grant names."""
MAPS = "maps"
"""The folder of the lists in a release."""
_TREE = re.compile(r"trees(/[a-z0-9][a-z0-9-]*)+")
_UNESCAPED = "$-_.+!*'(),:;@&=/~"
_ESCAPE = re.compile("%[0-9A-F]{2}")


@dataclass(frozen=True, slots=True)
class Grant:
    """What an identity may see: the folders of two trees in a release.

    A server looks for a file in the ``own`` tree first, then in the ``shared`` one. The identity
    is the text by which the server knows who asks: a name of basic authentication, the subject of
    a certificate, or what a login answers. ``OTHERS`` grants to all who are not named.
    """

    identity: str
    shared: str
    own: str = NOBODY


def identity_files(grants: Iterable[Grant]) -> Mapping[str, bytes]:
    """Return the lists for servers, by their paths in a release.

    Raises ``ValueError`` if a list cannot hold an identity or a tree, or an identity has two
    grants, whatever its case.
    """
    by_identity: dict[str, Grant] = {}
    for grant in grants:
        if not (is_identity(grant.identity) or grant.identity == OTHERS):
            raise ValueError(f"no server can know the identity {grant.identity!r}")
        if not all(map(_TREE.fullmatch, (grant.shared, grant.own))):
            raise ValueError(f"no tree is called {grant.shared!r} or {grant.own!r}")
        if by_identity.setdefault(grant.identity.lower(), grant) != grant:
            raise ValueError(f"{grant.identity!r} has two grants")
    others = by_identity.pop(OTHERS, Grant(OTHERS, NOBODY))
    named = sorted(by_identity.values(), key=lambda grant: grant.identity)
    document = {grant.identity: asdict(grant) for grant in (*named, others)}
    texts = {
        "identities.json": json.dumps(document, ensure_ascii=False, indent=1) + "\n",
        "nginx.map": _nginx(named, others),
        "caddy.map": _caddy(named, others),
        "apache-own.txt": _apache([(grant.identity, grant.own) for grant in named], others.own),
        "apache-shared.txt": _apache(
            [(grant.identity, grant.shared) for grant in named], others.shared
        ),
    }
    return {f"{MAPS}/{name}": text.encode() for name, text in texts.items()}


def _nginx(named: Sequence[Grant], others: Grant) -> str:
    """Return entries of ``map``: the identity, then the identity itself and its two trees.

    nginx ignores case when it looks an identity up, so that the configuration compares it once
    more. The backslash says that what follows is no name of an option and no pattern.
    """
    lines = [
        f'"\\\\{grant.identity}" "{grant.identity} {grant.own} {grant.shared}";' for grant in named
    ]
    return "\n".join([f'default "{OTHERS} {others.own} {others.shared}";', *lines]) + "\n"


def _caddy(named: Sequence[Grant], others: Grant) -> str:
    """Return lines of ``map``: the identity, its own tree and the shared one."""
    lines = [f'"" {NOBODY} {NOBODY}']
    lines += [f'"{grant.identity}" {grant.own} {grant.shared}' for grant in named]
    return "\n".join([*lines, f"default {others.own} {others.shared}"]) + "\n"


def _apache(trees: Sequence[tuple[str, str]], others: str) -> str:
    """Return lines of a text map. Keys end with a blank: what is no sign of an address is escaped
    as Apache's function ``escape`` does it, with small letters."""
    escaped = [(quote(identity, safe=_UNESCAPED), tree) for identity, tree in trees]
    lines = [f"{_ESCAPE.sub(lambda m: m[0].lower(), key)} {tree}" for key, tree in escaped]
    return "\n".join([*lines, f"{OTHERS} {others}"]) + "\n"
