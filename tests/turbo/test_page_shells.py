"""A stamped page is the one that its host would finish, and few pages are finished for it."""

from pathlib import Path

import pytest
from markdown import Markdown

from generator.site import Written
from generator.turbo.page_shells import Plates, Press, blank


class Host:
    """Finishes pages as a host would: Markdown, a title, an address and a source around it."""

    def __init__(self) -> None:
        self.finished: list[str] = []

    def finish(self, page: Written) -> str:
        self.finished.append(page.path)
        head, _, body = page.markdown.removeprefix("---\n").partition("---\n")
        html = Markdown(extensions=["attr_list", "toc"]).convert(body)
        stem = page.path.removesuffix(".md")
        return f"<title>{head}</title><a href='/{stem}/'>{page.source}</a>\n{html}\n{stem}"


def page(
    id: str, title: str, *, lists: int = 1, folder: str = "results/2024", file: str = ""
) -> Written:
    parts = "".join(
        f"## Part {n} {{: #p{n} }}\n\n<ul>\n<li>{id} {n}</li>\n</ul>\n\n" for n in range(lists)
    )
    text = f"---\ntitle: {title}\n---\n\n<nav>{id}</nav>\n\n# {title} {{: #top }}\n\n{parts}"
    return Written.of(f"{folder}/{id}.md", title, text, Path(f"{file or id}.yml"))


def rewritten(one: Written, markdown: str) -> Written:
    """The page with another text."""
    return Written.of(one.path, one.title, markdown, one.source)


PAGES = (
    page("first", "Alpha"),
    page("second", "Beta"),
    page("third", "Gamma", lists=3),
    page("fourth", "Delta", lists=0),
    page("fifth", "Epsilon", folder="results/2025"),
    page("sixth", "Zeta", file="organizations"),
    page("seventh", "Eta <b> & (co)"),
    page("index", "Theta"),
    page("ninth", "zqtitleqz zq0xqz"),
    rewritten(page("tenth", "Iota"), "---\ntitle: Iota\n---\n<p>no heading, no list</p>\n"),
)


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.path)
def test_a_stamped_page_is_the_finished_one(one: Written) -> None:
    press = Press(Plates(Host().finish))
    for other in PAGES:
        press.stamped(other)
    assert press.stamped(one) == Host().finish(one).encode()


def test_one_page_of_a_shape_is_finished_for_all_of_its_folder() -> None:
    host = Host()
    plates = Plates(host.finish)
    press = Press(plates)
    for n in range(20):
        press.stamped(page(f"one-{n}", f"Title {'x' * n}", lists=n % 2))
    assert len(host.finished) == len(plates) == 2


def test_a_title_that_begins_with_the_id_needs_no_plate_of_its_own() -> None:
    host = Host()
    plates = Plates(host.finish)
    press = Press(plates)
    for n in range(3):
        id = f"s{n}"
        one = page(id, f"{id} Name {n}")
        heading = f"# <span>{id}</span> Name {n} {{: #top }}"
        one = rewritten(one, one.markdown.replace(f"# {one.title} {{: #top }}", heading))
        assert press.stamped(one) == Host().finish(one).encode()
    assert len(host.finished) == 1


def test_another_folder_has_other_links_and_so_another_plate() -> None:
    host = Host()
    plates = Plates(host.finish)
    press = Press(plates)
    press.stamped(page("a", "A"))
    press.stamped(page("a", "A", folder="results/2025"))
    assert len(host.finished) == 2


def test_a_page_that_a_host_may_write_otherwise_is_finished_by_it() -> None:
    host = Host()
    plates = Plates(host.finish)
    press = Press(plates)
    for n in range(3):
        press.stamped(page(f"one-{n}", "A & B"))
    assert len(host.finished) == 3
    assert len(plates) == 0


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.path)
def test_what_is_kept_from_markdown_comes_back_in_its_place(one: Written) -> None:
    kept = blank(one)
    assert "<li>" not in kept.page.markdown
    assert kept.filled(Host().finish(kept.page)) == Host().finish(one)
