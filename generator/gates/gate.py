"""Gates: rules that a finished site keeps before it is published.

A gate is a public function in one of the modules of ``MODULES``. Its name is that of the gate, its
docstring the rule. It takes a ``Case`` and yields a ``Finding`` for each breach. To add
one, write the function, and its words under ``gate`` and ``finding`` in ``labels/*/publish.yml``.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib import import_module
from inspect import isfunction
from pathlib import Path
from urllib.parse import urlsplit

from generator.gates.inspection import Report
from generator.gates.secrets import Secrets
from generator.model.result import Result

MODULES = ("pages", "corrections", "drafts", "search", "audiences")
DATA_GATE = "data"
"""The name of the gate before all others: nothing is built from data with problems."""


@dataclass(frozen=True)
class Case:
    """What gates look at.

    ``site`` is the folder of the site to be published, ``before`` that of the newest release that
    it can be compared with, which has so many ``pages``. ``reports`` tell of each file of the
    site, ``changed`` are the paths of the documents that differ. ``drafts`` are the results that
    are not public, ``data`` the files of all other data, ``ids`` those of all clauses and
    organizations. ``address`` is that of the site, with a slash at the end, or empty.
    ``shrinkage`` is by how many percent of the pages the site may be smaller. ``secrets`` are what
    the readers of an audience must not be told. ``folder`` is the path of the site in its release,
    ``shared`` the files of the site that lies beside trees of organizations.
    """

    site: Path
    before: Path | None
    pages: int
    reports: Mapping[str, Report]
    changed: frozenset[str]
    drafts: Sequence[Result]
    data: Sequence[Path]
    ids: Sequence[str]
    address: str
    shrinkage: Decimal
    secrets: Secrets = field(default_factory=Secrets)
    folder: str = ""
    shared: Collection[str] = ()

    @property
    def base(self) -> str:
        """Return the path of the site on its host, with a slash at both ends."""
        return urlsplit(self.address).path or "/"


@dataclass(frozen=True)
class Finding:
    """A reason why a gate refuses: the label ``publish.finding.<kind>``, and what fills it in."""

    kind: str
    facts: Mapping[str, object]


Gate = Callable[[Case], Iterator[Finding]]

NOT_COMPARED = Finding("not-compared", {})
"""What a gate finds that compares with a release and has none."""


def finding(kind: str, **facts: object) -> Finding:
    """Return a finding of a kind with its facts."""
    return Finding(kind, facts)


@cache
def all_gates() -> Mapping[str, Gate]:
    """Return all gates by name, in the order of their modules and in them."""
    modules = [import_module(f"{__package__}.{name}") for name in MODULES]
    return {
        name: function
        for module in modules
        for name, function in vars(module).items()
        if isfunction(function)
        and function.__module__ == module.__name__
        and not name.startswith("_")
    }
