"""The plugin of MkDocs, by a name that no file in the folder of a project has by chance.

``python -m mkdocs`` looks for modules in the folder of the project first. A file ``generator.py``
there would be taken for the package of this program, whose plugin could not be loaded then.
"""

import sys
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path

NAME = "generator"


def load_package() -> None:
    """Import the package that lies beside this file, if something else has its name."""
    found = find_spec(NAME)
    places = found.submodule_search_locations if found else None
    if any(Path(place, "mkdocs_plugin").is_dir() for place in places or ()):
        return
    beside = PathFinder.find_spec(NAME, [str(Path(__file__).parent)])
    if beside and beside.loader:
        sys.modules[NAME] = package = module_from_spec(beside)
        beside.loader.exec_module(package)


load_package()

from generator.mkdocs_plugin.plugin import ScorebookPlugin  # noqa: E402

__all__ = ["ScorebookPlugin"]
