"""The permanent path of each page, and the links from one page to another.

The path of a page is that of its Markdown from the root of the site, such as
``standards/2025/items.md``. It never changes, for people keep addresses.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from markupsafe import Markup

from generator.model.base import page_of
from generator.model.edition import Edition

HOME = "index.md"
EDITIONS = "standards/index.md"
YEARS = "results/index.md"
ORGANIZATIONS = "organizations/index.md"
LEDGER = "ledger/index.md"
COMPARE = "results/compare.md"
RULES = "guide/rules.md"
FEED = "feed.xml"
SEARCH = "search/index.md"
OWN = "own.md"
NOWHERE = Markup("\x02")
"""The address of a page that readers do not see; no text of data has it."""


def edition_page(edition: str) -> str:
    """Return the path of the page of an edition."""
    return f"standards/{edition}/index.md"


def list_page(edition: str, name: str) -> str:
    """Return the path of ``items``, ``adjustments``, ``negative-list``, ``changes``, ``whole``."""
    return f"standards/{edition}/{name}.md"


def aspect_page(edition: str, aspect: str) -> str:
    """Return the path of the page of an aspect, by the ids of its edition and of itself."""
    return f"standards/{edition}/aspects/{aspect}.md"


def standard_page(edition: str, standard: str) -> str:
    """Return the path of the page of a standard."""
    return f"standards/{edition}/clauses/{standard}.md"


def year_page(year: int) -> str:
    """Return the path of the page of the results of a year."""
    return f"results/{year}/index.md"


def ranking_page(year: int, number: int) -> str:
    """Return the path of a page of the ranking of a year, counted from 1.

    It cannot be the page of a scorecard, for no id of an organization has a slash.
    """
    return f"results/{year}/page/{number}.md" if number > 1 else year_page(year)


def ledger_page(year: int, number: int = 1, name: str = "index") -> str:
    """Return the path of a page of what is to be put right, counted from 1.

    Named ``uses``, it is a page of what grades lead to.
    """
    return f"ledger/{year}/{name}-{number}.md" if number > 1 else f"ledger/{year}/{name}.md"


def card_page(year: int, organization: str) -> str:
    """Return the path of the page of a scorecard."""
    return f"results/{year}/{organization}.md"


def organization_page(organization: str) -> str:
    """Return the path of the page of an organization and its years."""
    return f"organizations/{organization}.md"


def kind_page(kind: str, number: int = 1) -> str:
    """Return the path of a page of the organizations of a kind, counted from 1.

    There are such pages where the organizations do not all stand on one.
    """
    stem = f"organizations/kind/{kind}"
    return f"{stem}/{number}.md" if number > 1 else f"{stem}.md"


def beside(page: str, name: str) -> str:
    """Return the path of a file that belongs to a page, in the folder that is named like it.

    So it is the same whether the host serves ``a/b.md`` as ``a/b/`` or as ``a/b.html``.
    """
    return f"{page.removesuffix('.md').removesuffix('index').rstrip('/')}/{name}"


def schema_file(name: str) -> str:
    """Return the path of the JSON Schema of a kind of download."""
    return f"schemas/{name}.schema.json"


def served(page: str, *, directories: bool) -> str:
    """Return the address at which the host serves a page, from the root of the site.

    ``directories`` says whether that is ``a/b/`` or ``a/b.html``.
    """
    stem = page.removesuffix(".md")
    if not directories:
        return f"{stem}.html"
    return stem.removesuffix("index") if stem.split("/")[-1] == "index" else f"{stem}/"


def destination(page: str, *, directories: bool) -> str:
    """Return the file that a page becomes, from the root of the site."""
    target = served(page, directories=directories)
    return f"{target}index.html" if target.endswith("/") or not target else target


class Location(NamedTuple):
    """A page, and the anchor on it, or an empty text."""

    page: str
    anchor: str


Clauses = Mapping[str, Mapping[str, Location]]
"""Where every clause stands: by the id of the edition, then by that of the clause."""


def locate_clauses(editions: Iterable[Edition]) -> Clauses:
    """Return where the aspects and clauses of editions stand, situations included.

    An aspect or a standard has a page; any other clause has an anchor, which is its id.
    """
    return {edition.id: dict(_clause_locations(edition)) for edition in editions}


def locate_clauses_on(page: str, edition: Edition) -> Mapping[str, Location]:
    """Return where the clauses of an edition stand, by id, when one page has them all."""
    return {id: Location(page, id) for id, _ in _clause_locations(edition)}


def _clause_locations(edition: Edition) -> Iterator[tuple[str, Location]]:
    for aspect in edition.aspects:
        yield aspect.id, Location(aspect_page(edition.id, aspect.id), "")
    for standard in edition.standards:
        page = standard_page(edition.id, standard.id)
        yield standard.id, Location(page, "")
        for situation in standard.bonus + standard.deductions:
            yield situation.id, Location(page, situation.id)
    for name, clauses in (
        ("items", edition.items),
        ("adjustments", edition.adjustments),
        ("negative-list", edition.negative_cases),
    ):
        for clause in clauses:
            yield clause.id, Location(list_page(edition.id, name), clause.id)


@dataclass(frozen=True)
class Links:
    """The links of one page, relative to it.

    ``page`` is the path of its Markdown. ``clauses`` says where it links clauses to.
    ``directories`` says whether the host serves ``a/b.md`` as ``a/b/`` or as ``a/b.html``. Where
    ``pages`` are given, readers see no others, and the address of another is ``NOWHERE``.
    """

    page: str
    clauses: Clauses
    directories: bool = True
    pages: Collection[str] | None = None

    @cached_property
    def folder(self) -> str:
        """Return the folder of the page; pages in one folder link alike to other folders."""
        return self.page.rpartition("/")[0]

    @cached_property
    def _start(self) -> str:
        """Return the folder that a browser resolves relative links from."""
        address = served(self.page, directories=self.directories)
        return address[: address.rfind("/") + 1]

    @cached_property
    def _parent(self) -> str:
        return _parent_folder(self._start)

    def to(self, page: str, anchor: str = "") -> Markup:
        """Return the address of a page, or of an anchor on it.

        It consists of ids and needs no escaping.
        """
        if page == self.page and anchor:
            return Markup(f"#{anchor}")
        if self.pages is not None and page not in self.pages:
            return NOWHERE
        start = self._start
        is_near = not start or page.startswith(start) or page == f"{start[:-1]}.md"
        if is_near:
            return _address(page, anchor, start, self.directories)
        return _address_from_child(page, anchor, self._parent, self.directories)

    def target(self, target: str) -> str:
        """Return where a link in rich text leads: an address elsewhere, or a page of the site."""
        page = page_of(target)
        return self.to(*page) if page else target

    def file(self, path: str) -> Markup:
        """Return the address of a file that is no page."""
        return Markup(_relative(path, self._start))

    def edition(self, edition: Edition) -> Markup:
        """Return the address of an edition."""
        return self.to(edition_page(edition.id))

    def list(self, edition: Edition, name: str) -> Markup:
        """Return the address of a list of an edition; the names are those of ``list_page``."""
        return self.to(list_page(edition.id, name))

    def clause(self, edition: Edition, id: str) -> Markup:
        """Return the address of a clause; raises ``KeyError`` if the edition has no such id."""
        location = self.clauses[edition.id][id]
        return self.to(location.page, location.anchor)

    def year(self, year: int) -> Markup:
        """Return the address of the results of a year."""
        return self.to(year_page(year))

    def card(self, year: int, organization: str) -> Markup:
        """Return the address of a scorecard."""
        return self.to(card_page(year, organization))

    def compared(self, year: int, organization: str = "") -> Markup:
        """Return the address of the page of chosen organizations; empty if readers have none."""
        address, of = self.to(COMPARE), f"&amp;of={organization}" if organization else ""
        return Markup("" if address == NOWHERE else f"{address}?year={year}{of}")

    def organization(self, organization: str) -> Markup:
        """Return the address of an organization."""
        return self.to(organization_page(organization))


# Most pages of a folder link to the same pages elsewhere, so their addresses are kept by the
# folder above: from each of its children, such an address is the same.
@lru_cache(maxsize=20_000)
def _address_from_child(page: str, anchor: str, folder: str, directories: bool) -> Markup:
    """Return the address of a page from any child of a folder, of which it is no part."""
    path = _relative(served(page, directories=directories), folder)
    return _with_anchor(page, ".." if path == "." else f"../{path}", anchor, directories)


@lru_cache(maxsize=20_000)
def _address(page: str, anchor: str, folder: str, directories: bool) -> Markup:
    """Return the address of a page from a folder."""
    path = _relative(served(page, directories=directories), folder)
    return _with_anchor(page, path, anchor, directories)


def _with_anchor(page: str, path: str, anchor: str, directories: bool) -> Markup:
    target = served(page, directories=directories)
    path = path if target and not target.endswith("/") else f"{path}/"
    return Markup(f"{path}#{anchor}" if anchor else path)


def _relative(target: str, folder: str) -> str:
    """Return the path to ``target`` from a folder, both from the root of the site."""
    up = ""
    while not target.startswith(folder):
        folder = _parent_folder(folder)
        up += "../"
    return f"{up}{target[len(folder) :]}".rstrip("/") or "."


def _parent_folder(folder: str) -> str:
    """Return the folder that a folder lies in; of the root, the root."""
    head, _, _ = folder.rstrip("/").rpartition("/")
    return f"{head}/" if head else ""


def edition_file(edition: str, name: str, format: str) -> str:
    """Return the path of a download of an edition; ``name`` is ``edition`` or one of its tables."""
    return beside(edition_page(edition), f"{name}-{edition}.{format}")


def results_file(year: int, format: str) -> str:
    """Return the path of a download of the results of a year."""
    return beside(year_page(year), f"results-{year}.{format}")


def organization_file(organization: str, format: str) -> str:
    """Return the path of a download of an organization."""
    return beside(organization_page(organization), f"{organization}-years.{format}")


def card_file(year: int, organization: str, format: str) -> str:
    """Return the path of a download of a scorecard."""
    return beside(card_page(year, organization), f"{organization}-{year}.{format}")
