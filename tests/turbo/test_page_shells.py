"""A stamped page is the one that its host would finish, and few pages are finished for it."""

from dataclasses import replace
from pathlib import Path

import pytest
from markdown import Markdown

from generator.render.markdown_page import MarkdownPage, parse_page
from generator.turbo.page_shells import ShellStore


class Host:
    """Finishes pages as a host would: Markdown, a title, an address and a source around it."""

    def __init__(self) -> None:
        self.finished: list[str] = []

    def finish(self, page: MarkdownPage) -> str:
        self.finished.append(page.path)
        head, _, body = page.markdown.removeprefix("---\n").partition("---\n")
        html = Markdown(extensions=["attr_list", "toc"]).convert(body)
        stem = page.path.removesuffix(".md")
        return f"<title>{head}</title><a href='/{stem}/'>{page.source}</a>\n{html}\n{stem}"


def page(
    id: str, title: str, *, lists: int = 1, folder: str = "results/2024", file: str = ""
) -> MarkdownPage:
    parts = "".join(
        f"## Part {n} {{: #p{n} }}\n\n<ul>\n<li>{id} {n}</li>\n</ul>\n\n" for n in range(lists)
    )
    text = f"\n<nav>{id}</nav>\n\n# {title} {{: #top }}\n\n{parts}"
    return parse_page(f"{folder}/{id}.md", title, text, Path(f"{file or id}.yml"))


def rewritten(one: MarkdownPage, old: str, new: str) -> MarkdownPage:
    """The page with other words in its text."""
    return replace(one, parts=tuple(part.replace(old, new) for part in one.parts))


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
    parse_page("results/2024/tenth.md", "Iota", "<p>no heading, no list</p>\n", None),
)


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.path)
def test_a_stamped_page_is_the_finished_one(one: MarkdownPage, tmp_path: Path) -> None:
    shells, host = ShellStore(tmp_path), Host()
    for other in PAGES:
        shells.finish(other, host.finish)
    assert shells.finish(one, host.finish) == Host().finish(one).encode()


def test_one_page_of_a_shape_is_finished_for_all_of_its_folder(tmp_path: Path) -> None:
    host = Host()
    shells = ShellStore(tmp_path)
    for n in range(20):
        shells.finish(page(f"one-{n}", f"Title {'x' * n}", lists=n % 2), host.finish)
    assert len(host.finished) == len([*tmp_path.iterdir()]) == 2


def test_a_title_that_begins_with_the_id_needs_no_shell_of_its_own(tmp_path: Path) -> None:
    host = Host()
    shells = ShellStore(tmp_path)
    for n in range(3):
        id = f"s{n}"
        one = page(id, f"{id} Name {n}")
        heading = f"# <span>{id}</span> Name {n} {{: #top }}"
        one = rewritten(one, f"# {one.title} {{: #top }}", heading)
        assert shells.finish(one, host.finish) == Host().finish(one).encode()
    assert len(host.finished) == 1


def test_another_folder_has_other_links_and_so_another_shell(tmp_path: Path) -> None:
    host = Host()
    shells = ShellStore(tmp_path)
    shells.finish(page("a", "A"), host.finish)
    shells.finish(page("a", "A", folder="results/2025"), host.finish)
    assert len(host.finished) == 2


def test_a_page_that_a_host_may_write_otherwise_is_finished_by_it(tmp_path: Path) -> None:
    host = Host()
    shells = ShellStore(tmp_path)
    for n in range(3):
        shells.finish(page(f"one-{n}", "A & B"), host.finish)
    assert len(host.finished) == 3
    assert [*tmp_path.iterdir()] == []


def test_another_process_finds_a_shell_in_the_folder(tmp_path: Path) -> None:
    host, one, other = Host(), page("a", "A"), page("b", "B")
    assert ShellStore(tmp_path).stamp(one) is None
    ShellStore(tmp_path).finish(one, host.finish)
    assert ShellStore(tmp_path).stamp(other) == Host().finish(other).encode()
