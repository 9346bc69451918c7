"""The contestants: folders with the same data, and the commands that build them."""

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import yaml
from running import Usage, run
from shell import base_template

from generator.dataset.assessment import read_assessment
from generator.messages.labels import labels
from generator.pages.navigation import Entry, navigation

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
SPENT = "spent-"
"""How the folders begin that hold what earlier runs wrote."""
SHOWN = "t000000"
"""The organization whose pages lend the other generators their HTML around the content."""

Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contestant:
    """A generator with a folder ready to build: its commands, run in that folder, make
    ``site`` anew. ``searched`` says whether the site gets a search, ``long`` whether that takes
    minutes, next to others that take seconds."""

    name: str
    folder: Path
    commands: tuple[Command, ...]
    cards: int
    searched: bool = False
    long: bool = False

    @property
    def site(self) -> Path:
        """Where the commands write."""
        return self.folder / "site"

    def clear(self) -> None:
        """Put aside what an earlier run wrote, caches included. It is deleted when all is over:
        some file systems make new files slowly for minutes after many were deleted, and that
        would count against whoever writes most of them. A disk in memory has no such fault, and
        its memory is wanted again: a virtual machine has to ask its host for more."""
        for path in (self.site, self.folder / ".cache", self.folder / "cache"):
            if path.exists() and in_memory(path):
                shutil.rmtree(path)
            elif path.exists():
                path.rename(tempfile.mkdtemp(prefix=SPENT, dir=self.folder.parent) + "/site")


def in_memory(folder: Path) -> bool:
    """Whether a folder lies on a disk that is made of memory."""
    mounts = Path("/proc/mounts")
    return mounts.exists() and filesystem(folder, mounts.read_text(encoding="utf-8")) == "tmpfs"


def filesystem(folder: Path, mounts: str) -> str:
    """The kind of file system that a folder lies on, as the system lists what is mounted."""
    known = [line.split(" ")[1:3] for line in mounts.splitlines()]
    over = [(len(point), kind) for point, kind in known if folder.is_relative_to(point)]
    return max(over, default=(0, ""))[1]


def province(folder: Path, cards: int, years: int = 3) -> Path:
    """A project with the real configuration and documents, and with so many scorecards of so many
    years."""
    folder.mkdir()
    size = ("--cards", str(cards), "--years", str(years))
    run((sys.executable, str(HERE / "province.py"), str(folder / "data"), *size), folder)
    for name in ("standards", "results"):
        (folder / "data" / name).rename(folder / name)
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    plain = {"INHERIT": "mkdocs.yml", "plugins": [{"scorebook": {"search": False}}]}
    dump(plain, folder / "without-search.yml")
    return folder


def scorebook(folder: Path, cards: int, *, searched: bool, long: bool = False) -> Contestant:
    """``mkdocs build`` with the plugin, in the folder of a province."""
    config = "mkdocs.yml" if searched else "without-search.yml"
    build = (str(BIN / "mkdocs"), "build", "--quiet", "-f", config, "-d", "site")
    return Contestant("scorebook", folder, (build,), cards, searched, long)


def shown(folder: Path) -> Path:
    """A small site of ours, built, for the HTML around the content and for its assets."""
    one = scorebook(province(folder, 30), 30, searched=True)
    run(one.commands[0], one.folder)
    return one.site


def markdown(project: Path, folder: Path) -> Usage:
    """The pages of a province as Markdown, with a configuration for each of the generators
    that read it."""
    folder.mkdir()
    options = ("--standards", str(project / "standards"), "--results", str(project / "results"))
    used = run((str(BIN / "scorebook"), *options, "--lang", "zh", "write", "docs"), folder)
    shutil.copytree(ROOT / "docs", folder / "docs", dirs_exist_ok=True)
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config |= {"plugins": [], "strict": False, "nav": _nav(config["nav"]), "not_in_nav": "*"}
    config["validation"] = {"nav": _IGNORED, "links": _IGNORED | {"anchors": "ignore"}}
    dump({**config, "site_dir": "site"}, folder / "mkdocs.yml")
    return used


_IGNORED = dict.fromkeys(("not_found", "absolute_links"), "ignore")


def mkdocs(folder: Path, cards: int) -> Contestant:
    """MkDocs and Material alone, over Markdown: scorecards out of the navigation, no plugin,
    no validation."""
    build = (str(BIN / "mkdocs"), "build", "--quiet", "-d", "site")
    return Contestant("MkDocs + Material", folder, (build,), cards, long=True)


def zensical(folder: Path, cards: int) -> Contestant:
    """Zensical over the same Markdown, with the same configuration."""
    build = (str(BIN / "zensical"), "build", "--clean")
    return Contestant("Zensical", folder, (build,), cards, long=True)


def hugo(project: Path, folder: Path, cards: int, shown: Path) -> Iterator[Contestant]:
    """Hugo over the same YAML, with the HTML around the content of the pages in ``shown``;
    alone, and followed by Pagefind over what it wrote."""
    shutil.copytree(HERE / "hugo", folder)
    for name in ("standards", "results"):
        shutil.copytree(
            project / name, folder / "data" / name, ignore=shutil.ignore_patterns("*.md")
        )
    index = shutil.ignore_patterns("search-index")
    shutil.copytree(shown / "assets", folder / "static" / "assets", ignore=index)
    pages = {"scorecard": f"results/2025/{SHOWN}", "organization": f"organizations/{SHOWN}"}
    for kind, page in pages.items():
        base = base_template(shown / page / "index.html")
        (folder / "layouts" / kind / "baseof.html").write_text(base, encoding="utf-8")
    build = (_binary("hugo", "hugo/binaries/hugo"), "build", "--quiet", "-d", "site")
    cached = (*build, "--cacheDir", str(folder / "cache"))
    index_site = (_binary("pagefind_bin", "pagefind_bin/pagefind"), "--silent", "--site", "site")
    yield Contestant("Hugo", folder, (cached,), cards)
    both = (cached, index_site)
    yield Contestant("Hugo + Pagefind", folder, both, cards, searched=True, long=True)


def _binary(package: str, path: str) -> str:
    """The program itself, without the Python in front of it."""
    found = Path(str(distribution(package).locate_file(path)))
    return str(found if found.exists() else found.with_suffix(".exe"))


def _nav(written: list[Any]) -> list[Any]:
    """The navigation with the parts that the plugin would put into it."""
    words = labels("zh")
    entries = navigation(read_assessment(ROOT / "standards", ROOT / "results").book, words)
    at = written.index("scorebook")
    return [*written[:at], *_entries(entries), *written[at + 1 :]]


def _entries(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    return [{str(one.title): one.page or _entries(one.entries)} for one in entries]


def dump(config: dict[str, Any], file: Path) -> None:
    """Write a configuration."""
    file.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
