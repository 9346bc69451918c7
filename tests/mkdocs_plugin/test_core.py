"""The core stands without its host: who may import whom, and what the core may not touch."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator"
ROOMS = (
    ("problem", "model"),
    ("source",),
    ("decode",),
    ("library",),
    ("check", "score"),
    ("book",),
    ("pages",),
    ("downloads",),
    ("site",),
    ("press", "making"),
    ("shares",),
    ("publish",),
    ("plugin", "cli"),
)
"""The arrow. A room imports nothing that stands further on, neither itself nor by another."""
RANKS = {room: rank for rank, rooms in enumerate(ROOMS) for room in rooms}
WORLD = {"os", "time", "socket", "random", "secrets", "urllib", "http", "requests", "uuid"}
EDGES = {"plugin", "cli", "new", "crew", "making", "shares", "publish"}
"""What people and hosts call; ``new`` and ``publish`` are the parts of the console that ask,
write and run other programs, and ``crew`` and ``shares`` copy the process, and ``making``
writes the files."""
CLOCK = {"now", "today", "utcnow", "getenv"}


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(file): ast.parse(file.read_text("utf-8")) for file in PACKAGE.rglob("*.py")}


def imported(tree: ast.Module) -> Iterator[str]:
    """The full names of all that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def neighbours(module: str) -> set[str]:
    return {name for name in imported(MODULES[module]) if name in MODULES and name != "generator"}


def reached(module: str) -> set[str]:
    """All modules of the package that a module brings with it."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        waiting += (new := neighbours(waiting.pop()) - found)
        found |= new
    return found


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def test_all_rooms_of_the_arrow_exist() -> None:
    assert RANKS.keys() <= {room(module) for module in MODULES}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_only_the_plugin_imports_mkdocs(module: str) -> None:
    hosts = {name.split(".")[0] for name in imported(MODULES[module])}
    assert hosts & {"mkdocs", "properdocs", "material"} <= (
        {"mkdocs"} if module.startswith("generator.mkdocs_plugin") else set()
    )


def test_the_console_does_not_load_mkdocs() -> None:
    code = "import sys, generator.cli; sys.exit('mkdocs' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("module", sorted(m for m in MODULES if room(m) in RANKS))
def test_a_room_imports_nothing_further_on(module: str) -> None:
    later = {m for m in reached(module) if RANKS.get(room(m), 0) > RANKS[room(module)]}
    assert later == set()


@pytest.mark.parametrize("module", sorted(m for m in MODULES if room(m) == "score"))
def test_scoring_does_not_know_the_checks(module: str) -> None:
    assert {m for m in reached(module) if room(m) == "check"} == set()


@pytest.mark.parametrize("module", sorted(m for m in MODULES if room(m) in {"model", "problem"}))
def test_the_model_and_problems_lie_under_everything(module: str) -> None:
    assert {room(m) for m in reached(module)} <= {"model", "problem"}


@pytest.mark.parametrize("module", sorted(m for m in MODULES if room(m) not in EDGES))
def test_the_core_touches_no_clock_network_or_environment(module: str) -> None:
    assert {name.split(".")[0] for name in imported(MODULES[module])} & WORLD == set()
    calls = (n.func for n in ast.walk(MODULES[module]) if isinstance(n, ast.Call))
    assert {n.attr for n in calls if isinstance(n, ast.Attribute)} & CLOCK == set()
