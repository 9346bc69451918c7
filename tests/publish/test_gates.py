"""The gates: each refuses what it is there for, and lets a good site through."""

import gzip
import io
import json
import shutil
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from projects import edit, project, publish

from generator.dataset.assessment import read_assessment
from generator.gates.changes import differing
from generator.gates.gate import Case, Finding, all_gates
from generator.gates.inspection import Task, dump_pages, inspect_site, load_pages
from generator.gates.private_texts import private_texts
from generator.gates.site_files import digest_files
from generator.messages.labels import LANGUAGES, labels
from generator.publish.status import Outcome
from generator.publish.store import Store

CARD = "results/2023/first/first-2023.json"
DRAFT = "results/2024/first"


@pytest.fixture(scope="module")
def case_of_live(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A site that is live, as if it were to be published again."""
    folder = tmp_path_factory.mktemp("gates")
    made = project(folder / "project")
    code, output = publish(made, folder / "site")
    assert code == Outcome.PUBLISHED, output
    live = Store(folder / "site").live_release()
    assert live is not None
    library = read_assessment(made / "standards", made / "results").library
    drafts = [result for result in library.results if result.state == "draft"]
    draft_files = {library.result_at(draft).file for draft in drafts}
    return Case(
        site=live.folder,
        before=live.folder,
        pages=live.manifest.pages,
        reports={},
        changed=frozenset(),
        drafts=drafts,
        data=[file for file in made.rglob("*.yml") if file not in draft_files],
        ids=[*library.known_organizations, "s1-d1"],
        address="http://127.0.0.1:8000/",
        shrinkage=Decimal(10),
    )


@pytest.fixture
def case(case_of_live: Case, tmp_path: Path) -> Case:
    """The same site in a folder of its own, to be spoilt."""
    shutil.copytree(case_of_live.site, tmp_path / "built")
    return replace(case_of_live, site=tmp_path / "built")


def findings(case: Case, gate: str) -> list[Finding]:
    """What a gate finds in a site as it is now."""
    assert case.before is not None
    frame = [file for file in case.data if not file.parent.name.isdecimal()]
    private = private_texts(case.drafts, frame, "zh")
    reports = inspect_site(Task(case.site, case.address, private=private))
    now = {path: report.digest for path, report in reports.items()}
    changed = differing(digest_files(case.before), now)
    return list(all_gates()[gate](replace(case, reports=reports, changed=changed)))


def said(case: Case, gate: str) -> list[str]:
    words = labels("en")
    return [words(f"publish.finding.{one.kind}", **one.facts) for one in findings(case, gate)]


def test_gates_are_found_in_their_modules_in_the_order_of_the_report() -> None:
    assert list(all_gates()) == [
        *("files", "links", "pages", "corrections", "drafts", "search", "audiences")
    ]


@pytest.mark.parametrize("gate", all_gates())
def test_a_good_site_passes(case_of_live: Case, gate: str) -> None:
    assert said(case_of_live, gate) == []


@pytest.mark.parametrize("gate", all_gates())
def test_a_gate_has_a_rule_and_a_name_in_both_languages(gate: str) -> None:
    assert all_gates()[gate].__doc__
    assert all(labels(language)(f"publish.gate.{gate}") for language in LANGUAGES)


@pytest.mark.parametrize(
    ("link", "finding"),
    [
        ('<a href="../nowhere/">', "dead-link"),
        ('<a href="/organizations/nobody/">', "dead-link"),
        ('<a href="http://127.0.0.1:8000/gone.html">', "dead-link"),
        ('<img src="../../picture.png">', "dead-link"),
        ('<a href="#nothing">', "dead-anchor"),
        ('<a href="../2024/#nothing">', "dead-anchor"),
        ("<a href='../2023/first/#nothing'>", "dead-anchor"),
    ],
)
def test_a_dead_link_is_told_with_its_page(case: Case, link: str, finding: str) -> None:
    page = "results/2023/index.html"
    edit(case.site / page, "</main>", f"{link}x</a></main>")
    found = findings(case, "links")
    assert [(one.kind, one.facts["page"]) for one in found] == [(finding, page)]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://example.org/nowhere">',
        '<a href="mailto:a@example.org">',
        '<a href="//example.org/x">',
        '<a href="../first/..">',
        '<a href="../2024">',
        '<a href="?year=2023">',
        '<a href="../../assets/scorebook.css?v=1">',
        '<a href="#:~:text=x">',
        '<!-- <a href="nowhere"> -->',
        '<script>"<a href=nowhere>"</script>',
        '<a title="> href=nowhere" href="./">',
    ],
)
def test_what_is_no_dead_link_passes(case: Case, link: str) -> None:
    edit(case.site / "results/2023/index.html", "</main>", f"{link}x</a></main>")
    assert said(case, "links") == []


def test_links_count_from_the_path_of_the_site_on_its_host(case: Case) -> None:
    moved = replace(case, address="http://example.org/base/")
    (case.site / "404.html").unlink()  # its links are whole paths
    for page in case.site.rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace("http://127.0.0.1:8000/", "#"), "utf-8")
    page = case.site / "results/2023/index.html"
    edit(page, "</main>", '<a href="/base/results/"><a href="/other/"><a href="/base/no/"></main>')
    links = [one.facts["link"] for one in findings(moved, "links")]
    assert [link for link in links if not str(link).startswith("#")] == ["/base/no/"]


def test_pages_may_be_lost_up_to_the_share(case: Case) -> None:
    pages = sorted(case.site.rglob("index.html"))
    allowed = case.pages // 10
    for page in pages[:allowed]:
        page.unlink()
    assert said(case, "pages") == []
    pages[allowed].unlink()
    assert said(case, "pages") == ["45 pages after 51: more than 10% are lost"]


def rewritten(case: Case, **fields: object) -> None:
    file = case.site / CARD
    file.write_text(json.dumps(json.loads(file.read_bytes()) | fields), "utf-8")


def correction(of: str, old: object, new: object) -> dict[str, object]:
    return {"of": of, "old": old, "new": new, "date": "2024-02-01", "reason": "x"}


def test_a_final_score_that_changed_in_silence_is_told(case: Case) -> None:
    rewritten(case, total=97)
    assert len(told := said(case, "corrections")) == 1
    assert told[0].startswith(
        "2023 甲 <党委>: the score, final or under review, changed from 96.25 to 97"
    )


@pytest.mark.parametrize(
    ("entries", "passes"),
    [
        ([correction("total", 96.25, 97)], True),
        ([correction("total", 96.25, 90), correction("total", 90, 97)], True),
        ([correction("total", 95, 97)], False),
        ([correction("total", 96.25, 96)], False),
        ([correction("s1", 96.25, 97)], False),
    ],
)
def test_a_correction_leads_from_the_old_score_to_the_new(
    case: Case, entries: list[object], passes: bool
) -> None:
    rewritten(case, total=97, corrections=entries)
    assert (said(case, "corrections") == []) is passes


def test_a_grade_alone_needs_a_correction_too(case: Case) -> None:
    rewritten(case, grade={"id": "fair", "title": "合格"})
    assert len(said(case, "corrections")) == 1
    rewritten(case, corrections=[correction("grade", "good", "fair")])
    assert said(case, "corrections") == []


@pytest.mark.parametrize("state", ["draft", "notice"])
def test_a_final_result_is_not_withdrawn_in_silence(case: Case, state: str) -> None:
    rewritten(case, state=state, status=[{"state": state, "date": "2024-01-01", "reason": None}])
    assert "was withdrawn" in said(case, "corrections")[0]


def test_a_final_result_does_not_vanish(case: Case) -> None:
    (case.site / CARD).unlink()
    assert "was withdrawn" in said(case, "corrections")[0]


@pytest.mark.parametrize(
    ("state", "entries", "passes"),
    [
        ("notice", [], True),
        ("review", [], False),
        ("corrected", [correction("total", 95, 97)], False),
        ("corrected", [correction("total", 96, 97)], True),
    ],
)
def test_a_review_changes_a_score_under_notice_only_by_a_correction(
    case: Case, state: str, entries: list[object], passes: bool
) -> None:
    assert case.before
    for site, total in ((case.before, 96), (case.site, 97)):
        file = site / "results/2024/second/second-2024.json"
        card = json.loads(file.read_bytes()) | {"total": total, "corrections": []}
        if site == case.site:
            card |= {"state": state, "corrections": entries}
            card["status"] = [
                *card["status"],
                {"state": state, "date": "2024-03-01", "reason": "x"},
            ]
        file.write_text(json.dumps(card), "utf-8")
    assert (said(case, "corrections") == []) is passes


def test_a_result_under_notice_may_change(case: Case) -> None:
    file = case.site / "results/2024/second/second-2024.json"
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"total": 1}), "utf-8")
    assert said(case, "corrections") == []


SECRET = "草稿的话"


def in_zip(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w><t>{text[:2]}</t><t>{text[2:]}</t></w>")
    return file.getvalue()


LEAKS: dict[str, tuple[str, bytes | str]] = {
    "between tags": (f"{DRAFT}/index.html", "<p>草稿<b>的</b>&#35805;</p>"),
    "in an alternative text": ("index.html", f'<img src="x.png" alt="{SECRET}">'),
    "in a title": ("index.html", f"<abbr title='见{SECRET}。'>x</abbr>"),
    "in a description": ("index.html", f'<meta name="description" content="{SECRET}">'),
    "in a comment": ("index.html", f"<!-- {SECRET} -->"),
    "in a script": ("index.html", f'<script>x = "{SECRET}"</script>'),
    "in a link": ("index.html", '<a href="?q=%E8%8D%89%E7%A8%BF%E7%9A%84%E8%AF%9D">x</a>'),
    "on two lines": ("index.html", "<p>草稿\n  的话</p>"),
    "in a download": (f"{DRAFT}/note.json", '{"note": "\\u8349\\u7a3f\\u7684\\u8bdd"}'),
    "in a copied text": ("guide/copied.txt", f"说明\n{SECRET}\n"),
    "in another encoding": ("guide/copied.txt", SECRET.encode("gb18030")),
    "in a script file": ("assets/more.js", f'x = "{SECRET}"'),
    "in Markdown": ("guide/copied.md", f"# {SECRET}"),
    "in a picture": ("guide/picture.svg", f"<svg><title>{SECRET}</title></svg>"),
    "in a packed file": ("assets/texts.json.gz", gzip.compress(f'["{SECRET}"]'.encode())),
    "in a document": ("guide/letter.docx", in_zip(SECRET)),
    "in a name": (f"guide/{SECRET}.txt", "x"),
}


def put(case: Case, path: str, content: bytes | str) -> None:
    """Write a file into a site, or add to the one that is there."""
    file = case.site / path
    if file.suffix == ".html":
        edit(file, "</main>", f"{content!s}</main>")
    else:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize("kind", LEAKS)
def test_the_text_of_a_draft_is_found_wherever_it_stands(case: Case, kind: str) -> None:
    path, content = LEAKS[kind]
    put(case, path, content)
    found = findings(case, "drafts")
    assert [(one.facts["page"], one.facts["text"]) for one in found] == [(path, SECRET)]


ORDINARY = ("2026年度", "2026 年度考核", "100分", "已按要求完成", "一、二、三")


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_of_a_draft_stop_nothing(case: Case, text: str) -> None:
    """Words that public data or the program have too, or that the page said before."""
    draft = case.drafts[0].model_copy(update={"note": text})
    said_before = "已按要求完成"
    assert case.before is not None
    folder = case.site.with_name("before")
    shutil.copytree(case.before, folder)
    for site in (case.site, folder):
        edit(site / "guide/score/index.html", "</main>", f"<p>{said_before}</p></main>")
    edit(case.site / "guide/score/index.html", "</main>", f"<p>{text}</p></main>")
    assert said(replace(case, drafts=[draft], before=folder), "drafts") == []


def test_what_a_draft_alone_says_is_found_on_a_page_that_was_there(case: Case) -> None:
    draft = case.drafts[0].model_copy(update={"note": "党课少讲两次"})
    edit(case.site / "guide/score/index.html", "</main>", "<p>党课少讲两次</p></main>")
    assert len(said(replace(case, drafts=[draft]), "drafts")) == 1


UNSOUND: dict[str, tuple[str, bytes]] = {
    "XML cut short": ("feed.xml", b"<feed><entry>"),
    "XML with a control character": ("feed.xml", b"<feed>\x08</feed>"),
    "XML with a wrong entity": ("sitemap.xml", b"<a>&nbsp;</a>"),
    "packed XML": ("more.xml.gz", gzip.compress(b"<a>")),
    "no archive": ("more.json.gz", b"{}"),
    "JSON cut short": (CARD, b'{"total": '),
    "JSON without a number": ("more.json", b'{"total": NaN}'),
    "a workbook cut short": ("more.xlsx", in_zip(SECRET)[:-9]),
    "a damaged workbook": ("more.xlsx", in_zip(SECRET).replace(b"<t>", b"<u>", 1)),
    "a workbook with a control character": ("more.xlsx", in_zip("a\x08b")),
    "HTML in another encoding": ("more.html", "<p>党</p>".encode("gb18030")),
    "HTML with a control character": ("more.html", b"<p>a\x08b</p>"),
    "HTML that refers to one": ("more.html", b"<p>a&#x8;b</p>"),
    "HTML with half a character": ("more.html", b"<p>\xed\xa0\x80</p>"),
    "a table with a control character": ("more.csv", b"a,\x1b[2J"),
}


@pytest.mark.parametrize("kind", UNSOUND)
def test_a_file_that_cannot_be_read_is_told(case: Case, kind: str) -> None:
    path, content = UNSOUND[kind]
    (case.site / path).write_bytes(content)
    assert [one.facts["page"] for one in findings(case, "files")] == [path]


def test_a_link_in_place_of_a_file_is_told(case: Case) -> None:
    (case.site / "linked.html").symlink_to("index.html")
    (case.site / "folder").symlink_to("assets")
    assert [one.kind for one in findings(case, "files")] == ["not-a-file"] * 2


def test_what_has_not_changed_is_not_read_again_but_its_links_are_followed(case: Case) -> None:
    first = inspect_site(Task(case.site, case.address))
    digests = {path: report.digest for path, report in first.items()}
    notes = case.site.with_name("pages.json")
    notes.write_bytes(dump_pages(first, case.address))
    pages = load_pages(notes, case.address, digests)
    (case.site / "results/2023/first/index.html").write_text("<p>new</p>", "utf-8")
    (case.site / "guide/score/index.html").unlink()
    task = Task(case.site, case.address, digests, pages)
    second = inspect_site(task)
    assert [path for path, report in second.items() if not report.known] == [
        "results/2023/first/index.html"
    ]
    whole = inspect_site(Task(case.site, case.address))
    told = [all_gates()["links"](replace(case, reports=reports)) for reports in (second, whole)]
    assert [*told[0]] == [*told[1]] != []


def test_the_figures_of_a_draft_are_told(case: Case) -> None:
    file = case.site / DRAFT / "first-2024.json"
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"total": 1}), "utf-8")
    assert [one.kind for one in findings(case, "drafts")] == ["draft-figures"]


@pytest.mark.system
def test_a_site_built_with_drafts_is_refused(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    edit(made / "mkdocs.yml", "[scorebook]", "[scorebook: {drafts: true}]")
    code, output = publish(made, tmp_path / "site")
    assert code == Outcome.GATE
    assert "“草稿的话” from the draft of first for 2024" in output
    code, output = publish(made, tmp_path / "site", "--accept", "drafts")
    assert code == Outcome.PUBLISHED
    assert "drafts (text of drafts): refused, published by consent" in output


def test_a_search_that_misses_an_id_is_told(case: Case) -> None:
    for file in case.site.rglob("terms/*.json.gz"):
        terms = json.loads(gzip.decompress(file.read_bytes()))
        terms.pop("=s1-d1", None)
        file.write_bytes(gzip.compress(json.dumps(terms).encode()))
    assert set(said(case, "search")) == {"the search does not find s1-d1"}


def test_a_search_without_an_index_is_told(case: Case) -> None:
    shutil.rmtree(next(case.site.rglob("terms")))
    assert said(case, "search")[0].startswith("the search index cannot be read")
