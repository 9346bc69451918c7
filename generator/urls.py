"""Where each page is: permanent paths, and the links from one page to another."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup

from generator.model.edition import Edition
from generator.model.rich import page_of

HOME = "index.md"
EDITIONS = "standards/index.md"
YEARS = "results/index.md"
ORGANIZATIONS = "organizations/index.md"
RULES = "guide/rules.md"
FEED = "feed.xml"
SEARCH = "search/index.md"


def edition_page(edition: str) -> str:
    """The page of an edition."""
    return f"standards/{edition}/index.md"


def list_page(edition: str, name: str) -> str:
    """A list of an edition: ``items``, ``adjustments``, ``negative-list``, ``changes``;
    or ``whole``, its whole text."""
    return f"standards/{edition}/{name}.md"


def aspect_page(edition: str, aspect: str) -> str:
    """The criteria of one aspect."""
    return f"standards/{edition}/aspects/{aspect}.md"


def standard_page(edition: str, standard: str) -> str:
    """The page of a standard."""
    return f"standards/{edition}/clauses/{standard}.md"


def year_page(year: int) -> str:
    """The results of a year."""
    return f"results/{year}/index.md"


def year_leaf(year: int, number: int) -> str:
    """A page of the results of a year; no organization can have an id with a slash."""
    return f"results/{year}/page/{number}.md" if number > 1 else year_page(year)


def card_page(year: int, organization: str) -> str:
    """A scorecard."""
    return f"results/{year}/{organization}.md"


def organization_page(organization: str) -> str:
    """An organization and its years."""
    return f"organizations/{organization}.md"


def kind_page(kind: str, number: int = 1) -> str:
    """A page of the organizations of a kind, where they do not all stand on one."""
    return (
        f"organizations/kind/{kind}/{number}.md" if number > 1 else f"organizations/kind/{kind}.md"
    )


def beside(page: str, name: str) -> str:
    """The path of a file beside a page: in the folder that is named like the page, so that
    it is the same whether the host serves ``a/b.md`` as ``a/b/`` or as ``a/b.html``."""
    return f"{page.removesuffix('.md').removesuffix('index').rstrip('/')}/{name}"


def schema_file(name: str) -> str:
    """The JSON Schema of a kind of download."""
    return f"schemas/{name}.schema.json"


def served(page: str, *, directories: bool) -> str:
    """Where the host serves a page, from the root of the site."""
    stem = page.removesuffix(".md")
    if not directories:
        return f"{stem}.html"
    return stem.removesuffix("index") if stem.split("/")[-1] == "index" else f"{stem}/"


def destination(page: str, *, directories: bool) -> str:
    """The file that a page becomes, from the root of the site."""
    target = served(page, directories=directories)
    return f"{target}index.html" if target.endswith("/") or not target else target


Clauses = Mapping[str, Mapping[str, tuple[str, str]]]
"""Page and anchor of every clause: by the id of the edition, then by that of the clause."""


def clauses(editions: Iterable[Edition]) -> Clauses:
    """Where each aspect, item, standard, situation, adjustment and negative case stands."""
    return {edition.id: dict(_clauses(edition)) for edition in editions}


def _clauses(edition: Edition) -> Iterator[tuple[str, tuple[str, str]]]:
    for aspect in edition.aspects:
        yield aspect.id, (aspect_page(edition.id, aspect.id), "")
    for standard in edition.standards:
        page = standard_page(edition.id, standard.id)
        yield standard.id, (page, "")
        yield from ((s.id, (page, s.id)) for s in standard.bonus + standard.deductions)
    for name, entries in (
        ("items", edition.items),
        ("adjustments", edition.adjustments),
        ("negative-list", edition.negative_cases),
    ):
        yield from ((entry.id, (list_page(edition.id, name), entry.id)) for entry in entries)


def _relative(target: str, folder: str) -> str:
    """The path to ``target`` from a folder, both from the root of the site."""
    up = ""
    while not target.startswith(folder):
        folder = _above(folder)
        up += "../"
    return f"{up}{target[len(folder) :]}".rstrip("/") or "."


def _above(folder: str) -> str:
    """The folder that a folder lies in; of the root, the root."""
    head, _, _ = folder.rstrip("/").rpartition("/")
    return f"{head}/" if head else ""


@lru_cache(maxsize=20_000)
def _address(page: str, anchor: str, folder: str, directories: bool, within: bool) -> Markup:
    """The address of a page, and of an anchor on it, from a folder, or from ``within`` any of
    the folders in it."""
    target = served(page, directories=directories)
    path = _relative(target, folder)
    if within:
        path = f"../{path}" if path != "." else ".."
    path = path if target and not target.endswith("/") else f"{path}/"
    return Markup(f"{path}#{anchor}" if anchor else path)


def clauses_on(page: str, edition: Edition) -> Mapping[str, tuple[str, str]]:
    """The same where all clauses of an edition stand on one page, each under its id."""
    return {id: (page, id) for id, _ in _clauses(edition)}


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one page, relative to it. ``directories`` says whether ``a/b.md`` is
    served as ``a/b/`` or as ``a/b.html``."""

    page: str
    clauses: Clauses
    directories: bool = True
    folder: str = field(init=False)
    """The folder that the page lies in; its siblings there see other folders alike."""
    _start: str = field(init=False)
    _above: str = field(init=False)

    def __post_init__(self) -> None:
        start = served(self.page, directories=self.directories)
        start = start if start.endswith("/") or not start else f"{posixpath.dirname(start)}/"
        object.__setattr__(self, "folder", self.page.rpartition("/")[0])
        object.__setattr__(self, "_start", start.lstrip("/"))
        object.__setattr__(self, "_above", _above(start))

    def to(self, page: str, anchor: str = "") -> Markup:
        """The address of a page, or of an anchor on it; made of ids, and so safe as it is."""
        if page == self.page and anchor:
            return Markup(f"#{anchor}")
        start = self._start
        near = not start or page.startswith(start) or page == f"{start[:-1]}.md"
        return _address(page, anchor, start if near else self._above, self.directories, not near)

    def target(self, target: str) -> str:
        """To where a link in rich text leads: an address elsewhere, or a page of the site."""
        page = page_of(target)
        return self.to(*page) if page else target

    def file(self, path: str) -> Markup:
        """To a file that is no page."""
        return Markup(_relative(path, self._start))

    def edition(self, edition: Edition) -> Markup:
        """To an edition."""
        return self.to(edition_page(edition.id))

    def list(self, edition: Edition, name: str) -> Markup:
        """To a list of an edition."""
        return self.to(list_page(edition.id, name))

    def clause(self, edition: Edition, id: str) -> Markup:
        """To a clause of an edition."""
        return self.to(*self.clauses[edition.id][id])

    def year(self, year: int) -> Markup:
        """To the results of a year."""
        return self.to(year_page(year))

    def card(self, year: int, organization: str) -> Markup:
        """To a scorecard."""
        return self.to(card_page(year, organization))

    def organization(self, organization: str) -> Markup:
        """To an organization."""
        return self.to(organization_page(organization))
