"""The gate of audiences finds leaks: faults put into the code, and texts put into files."""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from audience_projects import FILE, TOOLS
from pypinyin import lazy_pinyin
from seeded import Secret, make_project

from generator.audiences import readers as readers_module
from generator.audiences.filter import BookFilter
from generator.audiences.readers import Readers
from generator.audiences.seen import SeenData
from generator.dataset.assessment import Assessment, read_assessment
from generator.dataset.scope import Scope
from generator.gates.audiences import audiences
from generator.gates.gate import Case
from generator.gates.inspection import Task, inspect_site
from generator.gates.search import search
from generator.gates.secrets import Secrets, secrets_of
from generator.messages.labels import labels
from generator.model.result import Organization
from generator.search.records import card_records
from generator.site import Serving, Site

Patch = pytest.MonkeyPatch
BY_ID = {audience.id: audience for audience in FILE.audiences}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Assessment, list[Secret]]:
    folder = tmp_path_factory.mktemp("seeded")
    secrets = make_project(folder, 5, count=4)
    return read_assessment(folder / "standards", folder / "results"), secrets


def write_tree(assessment: Assessment, name: str, own: str, folder: Path) -> None:
    """Write all that the readers of a tree see, as the site makes it."""
    readers = Readers(BY_ID[name], 3, own)
    data = assessment if readers.drafts else assessment.without_drafts()
    seen = SeenData(data, readers)
    site = Site(seen.book, seen.cards, labels("zh"), Serving(searched=True), TOOLS)
    files = {f"{page.path}.html": site.render(page).markdown.encode() for page in site.pages}
    files |= {download.path: download.make() for download in site.downloads()}
    files |= site.search_index(card_records(seen.found, site.labels), ())
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def secrets_for(assessment: Assessment, name: str, own: str) -> Secrets:
    organizations, audience = assessment.book.organizations, BY_ID[name]
    trees = {"tree": Readers(audience, 3, own).own(organizations)}
    edition = assessment.library.edition_at("method").file.read_text("utf-8")
    words = "".join(edition.split())
    return secrets_of(audience, organizations, assessment.library.results, words, trees)


def leaks(assessment: Assessment, name: str, own: str, folder: Path) -> set[str]:
    """Return what the gate finds in a tree of this organization, which lies in ``tree``."""
    secrets = secrets_for(assessment, name, own)
    reports = inspect_site(Task(folder, "", private=(*secrets.seers,)))
    case = Case(folder, None, 0, reports, frozenset(), (), (), (), "", Decimal(0), secrets)
    return {str(finding.facts["text"]) for finding in audiences(case)}


def first_with_others(assessment: Assessment) -> str:
    return next(entry.id for entry in assessment.book.organizations if entry.parent)


TREES = ("public", "settled", "office", "own", "alone", "open")


@pytest.mark.system
@pytest.mark.parametrize("name", TREES)
def test_a_sound_tree_passes(
    project: tuple[Assessment, list[Secret]], name: str, tmp_path: Path
) -> None:
    assessment, _ = project
    own = first_with_others(assessment) if BY_ID[name].separate else ""
    write_tree(assessment, name, own, tmp_path / "tree")
    assert leaks(assessment, name, own, tmp_path) == set()


def all_summaries(patch: Patch) -> None:
    patch.setattr(BookFilter, "_own_summaries", lambda self, _: iter(self.whole.summaries))
    patch.setattr(BookFilter, "_organizations", lambda self, _: self.whole.library.organizations)
    patch.setattr(Scope, "has_cards", lambda *_: True)


def all_organizations(patch: Patch) -> None:
    patch.setattr(BookFilter, "_organizations", lambda self, _: self.whole.library.organizations)
    patch.setattr(Scope, "has_cards", lambda *_: True)


def all_usages(patch: Patch) -> None:
    made = BookFilter.book_of

    def leaky(self: BookFilter, own: frozenset[str] = frozenset()) -> object:
        scope = replace(made(self, own).scope, partial=False)
        return replace(made(self, own), usages=self.whole.usages, sums=self.whole.sums, scope=scope)

    patch.setattr(BookFilter, "book_of", leaky)


def all_states(patch: Patch) -> None:
    patch.setattr(BookFilter, "_admitted", lambda _, summaries: iter(summaries))


def all_found(patch: Patch) -> None:
    patch.setattr(readers_module, "found_by", lambda _, cards, __: cards)
    patch.setattr("generator.audiences.seen.found_by", lambda _, cards, __: cards)


def drafts_found(patch: Patch) -> None:
    patch.setattr("generator.audiences.seen.shown_to", lambda _, cards: tuple(cards))


def all_parents(patch: Patch) -> None:
    patch.setattr("generator.audiences.filter._without_strangers", lambda entry, _: entry)


def _with_own(made: Callable[..., object]) -> Callable[..., object]:
    def leaky(self: BookFilter, own: frozenset[str] = frozenset()) -> object:
        return made(self, own | {entry.id for entry in self.whole.organizations})

    return leaky


def former_names(patch: Patch) -> None:
    patch.setattr(
        "generator.scoring.summary.CardSummary.name",
        property(lambda self: self.organization.formerly[0].name),
    )


def one_more_organization(patch: Patch) -> None:
    patch.setattr(BookFilter, "book_of", _with_own(BookFilter.book_of))


def superiors_are_own(patch: Patch) -> None:
    def upwards(_: object, id: str, organizations: Iterable[Organization]) -> frozenset[str]:
        return frozenset({id, *(o.parent for o in organizations if o.id == id and o.parent)})

    patch.setattr(readers_module, "own_organizations", upwards)


def all_are_own(patch: Patch) -> None:
    patch.setattr(Readers, "own", lambda _, entries: frozenset(entry.id for entry in entries))


def whole_found(patch: Patch) -> None:
    patch.setattr(SeenData, "found", property(lambda self: self.assessment.cards))


def cards_unfiltered(patch: Patch) -> None:
    patch.setattr(SeenData, "cards", property(lambda self: self.assessment.cards_of))


def whole_book(patch: Patch) -> None:
    patch.setattr(BookFilter, "book_of", lambda self, *_: self.whole)


FAULTS: tuple[tuple[Callable[[Patch], None], str], ...] = (
    (all_summaries, "own"),
    (all_usages, "own"),
    (all_organizations, "own"),
    (all_organizations, "alone"),
    (all_usages, "alone"),
    (all_states, "office-without-drafts"),
    (all_found, "own"),
    (drafts_found, "settled"),
    (all_parents, "alone-under"),
    (one_more_organization, "own"),
    (former_names, "public"),
    (one_more_organization, "alone"),
    (superiors_are_own, "own"),
    (superiors_are_own, "alone"),
    (all_are_own, "own"),
    (all_are_own, "alone"),
    (whole_found, "own"),
    (whole_found, "public"),
    (whole_found, "settled"),
    (cards_unfiltered, "settled"),
    (whole_book, "public"),
    (whole_book, "own"),
    (whole_book, "settled"),
)


@pytest.mark.system
@pytest.mark.parametrize(("fault", "name"), FAULTS)
def test_a_fault_of_the_code_is_found(
    project: tuple[Assessment, list[Secret]],
    fault: Callable[[Patch], None],
    name: str,
    tmp_path: Path,
    monkeypatch: Patch,
) -> None:
    assessment, _ = project
    name = {"office-without-drafts": "settled", "alone-under": "alone"}.get(name, name)
    own = first_with_others(assessment) if BY_ID[name].separate else ""
    fault(monkeypatch)
    write_tree(assessment, name, own, tmp_path / "tree")
    monkeypatch.undo()
    assert leaks(assessment, name, own, tmp_path) != set()


def zipped(text: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("docProps/core.xml", f"<a>{text}</a>")
    return file.getvalue()


def split_by_tags(text: str) -> bytes:
    return f"<p>{text[:2]}<b>{text[2:]}</b></p>".encode()


PLACES: dict[str, Callable[[str], bytes]] = {
    "page.html": lambda text: f"<p>{text}</p>".encode(),
    "attribute.html": lambda text: f'<a title="{text}"></a>'.encode(),
    "comment.html": lambda text: f"<!-- {text} -->".encode(),
    "tags.html": split_by_tags,
    "address.html": lambda text: f'<a href="{quote(text)}"></a>'.encode(),
    "lower.html": lambda text: f'<a href="{quote(text).lower()}"></a>'.encode(),
    "references.html": lambda text: "".join(f"&#{ord(c)};" for c in text).encode(),
    "hexadecimal.html": lambda text: "".join(f"&#x{ord(c):x};" for c in text).encode(),
    "script.html": lambda text: f"<script>{json.dumps(text)}</script>".encode(),
    "escapes.json": lambda text: json.dumps({"name": text}).encode(),
    "script.js": lambda text: f"const name = {json.dumps(text)};".encode(),
    "table.csv": lambda text: f"name\r\n{text}\r\n".encode("utf-8-sig"),
    "gb.txt": lambda text: text.encode("gb18030"),
    "wide.txt": lambda text: text.encode("utf-16"),
    "terms.json.gz": lambda text: gzip.compress(json.dumps([text]).encode()),
    "map.xml.gz": lambda text: gzip.compress(f"<loc>{quote(text)}</loc>".encode()),
    "book.xlsx": zipped,
    "letter.docx": zipped,
    "feed.xml": lambda text: f"<title>{text}</title>".encode(),
    "chart.svg": lambda text: f"<svg><title>{text}</title></svg>".encode(),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ["name", "note"])
def test_a_text_in_a_file_is_found(
    project: tuple[Assessment, list[Secret]], place: str, kind: str, tmp_path: Path
) -> None:
    assessment, secrets = project
    own = first_with_others(assessment)
    hidden = Readers(BY_ID["alone"], 3, own).own(assessment.book.organizations)
    text = next(s.text for s in secrets if s.kind == kind and s.organization not in hidden)
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / place).write_bytes(PLACES[place](text))
    assert leaks(assessment, "alone", own, tmp_path) == {text}


def test_the_name_of_a_file_and_pinyin_are_found(
    project: tuple[Assessment, list[Secret]], tmp_path: Path
) -> None:
    assessment, secrets = project
    own = first_with_others(assessment)
    name = next(s.text for s in secrets if s.kind == "name" and s.organization != own)
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / f"{name}.txt").touch()
    (tmp_path / "tree/names.json").write_text(json.dumps([" ".join(lazy_pinyin(name))]))
    found = leaks(assessment, "alone", own, tmp_path)
    assert name in found
    assert len(found) == 2


def test_a_tree_that_does_not_find_its_pages_is_told(tmp_path: Path) -> None:
    records = [{"address": "results/2025/a/"}]
    files = {
        "a/own/index.html": "",
        "a/results/2025/a/index.html": "",
        "a/assets/search-index/own.json": json.dumps({"records": records}),
        "b/organizations/b/index.html": "",
        "b/assets/search-index/own.json": json.dumps({"records": records}),
        "c/organizations/c/index.html": "",
    }
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)
    reports = inspect_site(Task(tmp_path, ""))
    case = Case(tmp_path, None, 0, reports, frozenset(), (), (), (), "", Decimal(0))
    told = search(replace(case, shared=("assets/search-index/index.json",)))
    assert [one.kind for one in told] == ["not-found", "no-index"]
    assert list(search(replace(case, shared=("index.html",)))) == []


def test_own_texts_are_no_leak(project: tuple[Assessment, list[Secret]], tmp_path: Path) -> None:
    assessment, secrets = project
    own = first_with_others(assessment)
    (tmp_path / "tree").mkdir()
    mine: Iterator[str] = (s.text for s in secrets if s.organization == own and s.state != "draft")
    (tmp_path / "tree/own.txt").write_text("\n".join(mine), "utf-8")
    assert leaks(assessment, "alone", own, tmp_path) == set()
