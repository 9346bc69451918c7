"""Gates: rules that a finished site keeps before it is published.

A gate is a public function in a module of ``generator.publish.gates``. Its name is that of the
gate, its docstring the rule. It takes a ``Case`` and yields a ``Finding`` for each breach. To add
one, write the function, and its words under ``gate`` and ``finding`` in ``labels/*/publish.yml``.
"""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import import_module
from inspect import isfunction
from pathlib import Path

from generator.dataset.library import Library
from generator.publish import gates as package
from generator.publish.project import Project
from generator.publish.store import Release

DATA_GATE = "data"
"""The name of the gate before all others: nothing is built from data with problems."""


@dataclass(frozen=True)
class Case:
    """What gates look at.

    ``site`` is the folder of the site to be published, ``before`` the newest release that it can
    be compared with, and ``library`` the data that it was built from, drafts included.
    ``shrinkage`` is by how many percent of its pages the site may be smaller than that release.
    """

    site: Path
    before: Release | None
    library: Library
    project: Project
    shrinkage: Decimal


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
    """Return all gates by name, by the order of their modules and their order in a module."""
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = [import_module(f"{package.__name__}.{name}") for name in names]
    return {
        name: function
        for module in modules
        for name, function in vars(module).items()
        if isfunction(function)
        and function.__module__ == module.__name__
        and not name.startswith("_")
    }
