"""Who may import whom, and what only some packages may touch.

`ORDER` is the table of all packages. A package imports what stands before it, and nothing else.
Where the modules of one package stand at different places, they are named by themselves.
"""

import ast
import pkgutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache

import jinja2
import jinja2.compiler
from paths import PACKAGE, ROOT

ORDER = (
    ("frozen", "policy", "problem", "processes", "system_files"),
    ("model",),
    ("yaml",),
    ("dataset.problem",),
    ("dataset.decode", "dataset.folders"),
    ("dataset.approved",),
    ("dataset.library",),
    ("scoring",),
    ("rules",),
    ("analysis",),
    ("attribution",),
    ("dataset",),
    ("audiences",),
    ("urls",),
    ("charts",),
    ("messages",),
    ("schema", "cells"),
    ("letters",),
    ("pages",),
    ("render",),
    ("exports",),
    ("search",),
    ("tools",),
    ("site",),
    ("turbo",),
    ("console", "command_help"),
    ("usage",),
    ("gates",),
    ("publish", "new"),
    ("letters.trial",),
    ("workbook", "letters.commands", "progress", "approval"),
    ("mkdocs_plugin",),
    ("cli",),
)
RANKS = {name: rank for rank, names in enumerate(ORDER) for name in names}
HOST = {"mkdocs", "material", "properdocs"}
OUTSIDE = {"os", "time", "socket", "random", "secrets", "urllib", "http", "requests", "uuid"}
"""Modules that know the clock, the network, the environment or chance."""
ASKING = {"now", "today", "utcnow", "getenv"}
LONGEST_CHAIN = 14
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LARGEST_PACKAGE = 1 / 8
MOST_OF_TURBO = 1_892
EDGES = {
    "usage",
    "mkdocs_plugin",
    "cli",
    "new",
    "publish",
    "gates",
    "turbo",
    "processes",
    "workbook",
    "letters",
    "progress",
    "approval",
}
"""What people, hosts and other processes call, and what starts processes."""
DOCUMENTED = {"jinja2.ext", "jinja2.meta", "jinja2.nodes", "jinja2.runtime", "jinja2.sandbox"}
UNDOCUMENTED = {
    name
    for _, name, _ in pkgutil.iter_modules(jinja2.__path__, "jinja2.")
    if name not in DOCUMENTED
}
PRIVATE = {
    name
    for kind in (jinja2.Environment, jinja2.Template, jinja2.compiler.CodeGenerator)
    for name in dir(kind)
    if name.startswith("_") and not name.startswith("__")
}


def _modules() -> dict[str, ast.Module]:
    """The source of every module, by its name without ``generator.``"""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(file.read_text("utf-8"))
    return found


MODULES = _modules()
NAMES = sorted(MODULES.keys() - {""})


def imports(module: str) -> Iterator[str]:
    """The full names of all that a module imports, wherever in it."""
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by a relative name"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(module: str) -> set[str]:
    """The modules of the package that a module imports."""
    own = {name.removeprefix("generator.") for name in imports(module)}
    return own & MODULES.keys() - {module}


@cache
def place(module: str) -> str:
    """The entry of the table that a module belongs to: the longest that fits."""
    parts = module.split(".")
    prefixes = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((prefix for prefix in prefixes if prefix in RANKS), "")


def package(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def test_the_table_knows_every_package() -> None:
    assert [module for module in NAMES if not place(module)] == []


def test_a_package_imports_what_stands_before_it() -> None:
    wrong = {(module, other) for module in NAMES for other in own_imports(module)}
    assert {pair for pair in wrong if not in_order(*map(place, pair))} == set()


def in_order(importer: str, imported: str) -> bool:
    """Whether modules of one entry of the table may import modules of another."""
    return importer == imported or RANKS[imported] < RANKS[importer]


def test_every_package_says_what_it_is() -> None:
    packages = [name for name in NAMES if (PACKAGE / name.replace(".", "/")).is_dir()]
    assert [name for name in packages if not ast.get_docstring(MODULES[name])] == []


def test_only_the_plugin_imports_mkdocs() -> None:
    hosts = {(package(module), name.split(".")[0]) for module in NAMES for name in imports(module)}
    assert {pair for pair in hosts if pair[1] in HOST} == {("mkdocs_plugin", "mkdocs")}


def test_only_the_places_where_a_build_is_put_together_know_accelerators() -> None:
    pairs = {(place(module), package(o)) for module in NAMES for o in own_imports(module)}
    users = {user for user, used in pairs if used == "turbo"}
    assert users <= {"turbo", "mkdocs_plugin", "cli"}


def test_only_accelerators_use_private_parts_of_jinja() -> None:
    wrong = {
        (module, name)
        for module in NAMES
        if package(module) != "turbo"
        for name in private_parts(module)
    }
    assert wrong == set()


def private_parts(module: str) -> Iterator[str]:
    """What a module uses of Jinja that its documentation does not describe."""
    yield from set(imports(module)) & UNDOCUMENTED
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Attribute) and node.attr in PRIVATE:
            yield node.attr


def test_the_core_touches_no_clock_network_or_environment() -> None:
    core = [module for module in NAMES if package(module) not in EDGES]
    wrong = {(module, name) for module in core for name in outside(module)}
    assert wrong == set()


def outside(module: str) -> Iterator[str]:
    """What a module uses that gives other answers at other times and places."""
    yield from {name.split(".")[0] for name in imports(module)} & OUTSIDE
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from {node.func.attr} & ASKING


def test_the_chain_of_imports_is_short() -> None:
    """A value passes few modules on its way from its file to its page."""
    assert max(map(chain, NAMES)) <= LONGEST_CHAIN


@cache
def chain(module: str) -> int:
    """The number of modules in the longest chain of imports that begins with a module."""
    return 1 + max(map(chain, own_imports(module)), default=0)


def test_packages_modules_and_functions_are_small() -> None:
    sizes = Counter({name: lines(name) for name in NAMES})
    packages = Counter[str]()
    for name, size in sizes.items():
        packages[package(name)] += size
    assert {name for name, size in sizes.items() if size > LONGEST_MODULE} == set()
    assert packages.most_common(1)[0][1] <= LARGEST_PACKAGE * sizes.total()
    assert packages["turbo"] <= MOST_OF_TURBO
    assert {name for name in NAMES for size in functions(name) if size > LONGEST_FUNCTION} == set()


def lines(module: str) -> int:
    """The length of a module in lines."""
    file = PACKAGE / module.replace(".", "/")
    file = file / "__init__.py" if file.is_dir() else file.with_suffix(".py")
    return file.read_text("utf-8").count("\n")


def functions(module: str) -> Iterator[int]:
    """The lengths of the functions of a module, in lines."""
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.FunctionDef):
            yield (node.end_lineno or 0) - node.lineno + 1


def test_the_console_does_not_load_mkdocs() -> None:
    code = "import sys, generator.cli; sys.exit('mkdocs' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
