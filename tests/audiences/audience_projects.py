"""The trees of a seeded project, and what each must not, or must, say by the words of the rules."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

import yaml
from seeded import Secret, make_project, read_all

from generator.audiences.model import AudiencesFile
from generator.audiences.readers import Readers
from generator.audiences.seen import SeenData
from generator.dataset.assessment import Assessment, read_assessment
from generator.exports.feed import Publication
from generator.letters.templates import EXAMPLES
from generator.messages.labels import labels
from generator.render.environment import environment
from generator.search.records import card_records
from generator.site import Serving, Site
from generator.tools import PLAIN

TOOLS = replace(PLAIN, environment=lru_cache(environment))
"""Templates are compiled once for all sites."""
PUBLIC = ("notice", "final", "review", "corrected")
FILE = AudiencesFile.model_validate(
    {
        "smallest_group": 3,
        "audiences": (
            {"id": "public", "preset": "everybody"},
            {"id": "totals", "preset": "everybody", "others": "totals"},
            {"id": "settled", "preset": "staff", "states": ("final", "corrected")},
            {"id": "office", "preset": "staff"},
            {"id": "own", "preset": "each-organization"},
            {
                "id": "alone",
                "preset": "each-organization",
                "organizations": "own-and-subordinate",
                "others": "none",
                "pages": ("criteria", "negative-list", "cards", "downloads"),
            },
            {"id": "open", "preset": "each-organization", "others": "everything"},
        ),
    }
)


@dataclass(frozen=True)
class Tree:
    """A tree: of an audience, and of an organization where each has its own."""

    audience: str
    organization: str = ""

    @property
    def name(self) -> str:
        return f"{self.audience}/{self.organization}"


class SeededProject:
    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.secrets = make_project(folder, seed)
        listed = yaml.safe_load((folder / "results/organizations.yml").read_text("utf-8"))
        self.parents = {o["id"]: o.get("parent") for o in listed["organizations"]}

    @cached_property
    def assessment(self) -> Assessment:
        return read_assessment(self.folder / "standards", self.folder / "results")

    def trees(self) -> Iterator[tuple[Tree, list[str]]]:
        """Yield each tree with all that its files say, those that it shares with others too."""
        for audience in FILE.audiences:
            readers = Readers(audience, FILE.smallest_group)
            data = self.assessment if readers.drafts else self.assessment.without_drafts()
            seen = SeenData(data, readers)
            publication = Publication("示例", "https://example.org/")
            serving = Serving(searched=True, publication=publication, letters=EXAMPLES)
            site = Site(seen.book, seen.cards, labels("zh"), serving, TOOLS)
            shared = [*_texts(site), *_index(site, seen)]
            if not audience.separate:
                yield Tree(audience.id), shared
                continue
            for id in self.parents:
                yield Tree(audience.id, id), shared + _own_texts(site.own_part(*seen.tree_of(id)))

    def own(self, tree: Tree) -> set[str]:
        own = {tree.organization} if tree.organization else set()
        while tree.audience == "alone":
            under = {id for id, parent in self.parents.items() if parent in own} - own
            if not under:
                break
            own |= under
        return own

    def is_hidden(self, tree: Tree, secret: Secret) -> bool:
        """Tell whether a tree must not have a secret, by the rules as they are told to people."""
        if secret.organization in self.own(tree) or tree.audience in ("office", "settled", "open"):
            states = {"office": (*PUBLIC, "draft"), "settled": ("final", "corrected")}
            return bool(secret.state) and secret.state not in states.get(tree.audience, PUBLIC)
        if secret.kind == "name":
            return tree.audience == "alone"
        if secret.kind == "total" and tree.audience == "totals":
            return secret.state not in PUBLIC
        return True

    def is_promised(self, tree: Tree, secret: Secret) -> bool:
        """Tell whether a tree must have a secret."""
        has_cards = tree.audience in ("office", "settled") or secret.organization in self.own(tree)
        kinds = ("name", "note", "evidence", "finding", "measure", "reason", "score")
        return has_cards and secret.kind in kinds and not self.is_hidden(tree, secret)


def _texts(site: Site) -> list[str]:
    files = {page.path: site.render(page).markdown.encode() for page in site.pages}
    files |= {download.path: download.make() for download in site.downloads()}
    return [text for path, content in files.items() for text in read_all(path, content)]


def _own_texts(tree: Site) -> list[str]:
    files = {page.path: tree.render(page).markdown.encode() for page in tree.own_pages}
    files |= {download.path: download.make() for download in tree.own_downloads()}
    files |= tree.own_index()
    return [text for path, content in files.items() for text in read_all(path, content)]


def _index(site: Site, seen: SeenData) -> list[str]:
    files = site.search_index(card_records(seen.found, site.labels), ())
    return [text for path, content in files.items() for text in read_all(path, content)]
