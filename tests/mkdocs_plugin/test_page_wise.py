"""What concerns a single page is not lost where pages are stamped: whoever may do so is named, and
then MkDocs builds every page."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown import Markdown
from mkdocs.config import load_config
from paths import TINY
from rendering import written
from sites import Build, Changes, build_once, configure, copy_guides

from generator.dataset.assessment import Assessment
from generator.messages.labels import labels
from generator.mkdocs_plugin.page_wise import EXTENSIONS, page_wise
from generator.render.markdown_page import MarkdownPage
from generator.turbo.page_shells import ShellStore

STRICT = "strict: true"
ONE = "standards/2024/clauses/s4.md"
"""Not the first page of its kind, which MkDocs builds anyway, and without signs in its title."""
ADDRESS = "standards/2024/clauses/s4/"
OUT = f"{ADDRESS}index.html"
TRACE = "seen-by-one-page"
TOLD = labels("zh")("console.page_wise.told", names="|").partition("|")[0]
HOOK = "hooks: ["
"""With none, which some tests add theirs to."""
ONLY = f'page.file.src_uri == "{ONE}"'
HOOKS = {
    "on_pre_page": f"(page, config, files):\n    if {ONLY}: page.file.content_string += '{TRACE}'",
    "on_page_read_source": (
        f"(page, config):\n    return page.file.content_string + '{TRACE}' if {ONLY} else None"
    ),
    "on_page_markdown": f"(markdown, page, **_):\n    if {ONLY}: return markdown + '{TRACE}'",
    "on_page_content": f"(html, page, **_):\n    if {ONLY}: return html + '{TRACE}'",
    "on_page_context": f"(context, page, **_):\n    if {ONLY}: page.content += '{TRACE}'",
    "on_post_page": f"(output, page, config):\n    if {ONLY}: return output + '{TRACE}'",
    "on_files": (
        f"(files, config):\n    file = files.get_file_from_path('{ONE}')\n"
        f"    file.content_string = file.content_string + '{TRACE}'"
    ),
    "on_nav": (
        "(nav, config, files):\n    from mkdocs.structure.pages import Page\n"
        f"    page = Page('{TRACE}', files.get_file_from_path('{ONE}'), config)\n"
        "    nav.items.append(page)"
    ),
    "on_env": (
        "(env, config, files):\n    from jinja2 import pass_context\n    url = env.filters['url']\n"
        "    env.filters['url'] = pass_context(lambda context, value: url(context, value) + "
        f"('#{TRACE}' if context['page'] and context['page'].url == '{ADDRESS}' else ''))"
    ),
}
"""Hooks that change one page alone, by their event."""
EXTENSION = f"""
from markdown import Extension
from markdown.postprocessors import Postprocessor

class Trace(Postprocessor):
    def run(self, text):
        return text + "{TRACE}-own" if 'id="top"><span class="sb-id">s4<' in text else text

class TraceExtension(Extension):
    def extendMarkdown(self, md):
        md.postprocessors.register(Trace(md), "trace", 0)

def makeExtension(**_):
    return TraceExtension()
"""


@dataclass(frozen=True)
class Participant:
    """Files of a project and changes of its configuration by which one page gets a trace."""

    files: Mapping[str, str]
    changes: Changes
    trace: str


MAIN = '{%% extends "base.html" %%}{%% block hero %%}%s{%% endblock %%}'
LIST = "{% for file in pages %}{{ file.src_uri }} {% endfor %}"
EXTENSIONS_BEFORE = "  - admonition"
OVERRIDES = ("name: material", "name: material\n  custom_dir: overrides")


def asking(trace: str) -> str:
    return f"{{% if page and page.url == '{ADDRESS}' %}}{trace}{{% endif %}}"


def extended(name: str) -> tuple[str, str]:
    return (EXTENSIONS_BEFORE, f"{EXTENSIONS_BEFORE}\n  - {name}")


def hooked(event: str, code: str) -> Participant:
    trace = f"{TRACE}-{event}"
    code = f"def {event}{code}\n".replace(TRACE, trace)
    return Participant({f"{event}.py": code}, [(HOOK, f"{HOOK}{event}.py, ")], trace)


PARTICIPANTS = {f"{event}.py": hooked(event, code) for event, code in HOOKS.items()} | {
    "overrides/main.html": Participant(
        {"overrides/main.html": MAIN % asking("by-main")}, [OVERRIDES], "by-main"
    ),
    "overrides/partials/copyright.html": Participant(
        {"overrides/partials/copyright.html": asking("by-part")}, [OVERRIDES], "by-part"
    ),
    "docs/all.txt": Participant(
        {"docs/all.txt": LIST}, [(HOOK, f"extra_templates: [all.txt]\n{HOOK}")], ONE
    ),
    "own_extension": Participant(
        {"own_extension.py": EXTENSION}, [extended("own_extension")], f"{TRACE}-own"
    ),
    "pymdownx.snippets": Participant(
        {"words.txt": f"*[学习安排]: {TRACE}-word\n"},
        [extended("abbr\n  - pymdownx.snippets:\n      auto_append: [words.txt]")],
        f"{TRACE}-word",
    ),
}
"""Who changes one page alone, by the name under which the build tells of it."""


def tiny_with(files: Mapping[str, str], project: Path) -> None:
    copy_guides(project, TINY)
    configure(project, [(STRICT, f"{STRICT}\n{HOOK}]")])
    for name, text in files.items():
        file = project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def built(folder: Path, files: Mapping[str, str], *changes: tuple[str, str]) -> Build:
    """A strict build of the smallest scheme with files of its own."""
    done = build_once(folder, lambda project: tiny_with(files, project), changes)
    assert done.code == 0, done.output
    return done


@pytest.mark.parametrize("name", PARTICIPANTS)
def test_who_may_look_at_single_pages_is_named(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = PARTICIPANTS[name]
    tiny_with(one.files, tmp_path / "project")
    configure(tmp_path / "project", one.changes)
    monkeypatch.syspath_prepend(tmp_path / "project")
    config = load_config(str(tmp_path / "project" / "mkdocs.yml"))
    assert [other.name for other in page_wise(config, ())] == [name]
    assert page_wise(config, (name,)) == ()


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A site in whose build all of them take part."""
    files = {name: text for one in PARTICIPANTS.values() for name, text in one.files.items()}
    changes = [change for one in PARTICIPANTS.values() for change in one.changes]
    once = [change for n, change in enumerate(changes) if change not in changes[:n]]
    return built(tmp_path_factory.mktemp("crowded"), files, *once)


@pytest.mark.parametrize("name", PARTICIPANTS)
def test_what_concerns_one_page_is_not_lost(name: str, crowded: Build) -> None:
    text = (crowded.site / OUT).read_text("utf-8") + (crowded.site / "all.txt").read_text("utf-8")
    assert PARTICIPANTS[name].trace in text
    assert name in crowded.output


def test_the_build_tells_once_why_it_is_slow(crowded: Build) -> None:
    assert crowded.output.count(TOLD) == 1


AFTER = f"""
from pathlib import Path

def on_post_build(config):
    page = Path(config.site_dir, "{OUT}")
    page.write_text(page.read_text("utf-8") + "{TRACE}", encoding="utf-8")
"""
SAME = ("drafts: false", "drafts: false\n      same_on_every_page: [own.py]")
OWN = (HOOK, f"{HOOK}own.py")
UNIFORM = [
    pytest.param({"own.py": AFTER}, [OWN], id="after the build"),
    pytest.param({"overrides/main.html": MAIN % TRACE}, [OVERRIDES], id="around every page"),
    pytest.param(
        {"own.py": f"def on_post_page(output, page, config):\n    return output + '{TRACE}'\n"},
        [OWN, SAME],
        id="declared",
    ),
]


@pytest.mark.system
@pytest.mark.parametrize(("files", "changes"), UNIFORM)
def test_what_is_the_same_on_every_page_slows_nothing_down(
    files: Mapping[str, str], changes: Changes, tmp_path: Path
) -> None:
    done = built(tmp_path, files, *changes)
    page = (done.site / OUT).read_text("utf-8")
    assert TRACE in page
    assert "data-search-box" in page  # a main.html of the site does not hide ours
    assert TOLD not in done.output


def test_a_dead_anchor_on_a_stamped_page_is_told(tmp_path: Path) -> None:
    guide = f"# Guide\n\n[dead](../{ONE}#nowhere) [alive](../{ONE}#scoring)\n"
    files = {"docs/guide/mine.md": guide}
    changes = [("- 浏览器:", "- Mine: guide/mine.md\n      - 浏览器:")]
    done = build_once(tmp_path, lambda project: tiny_with(files, project), changes)
    assert done.code == 1
    assert "#nowhere" in done.output
    assert "#scoring" not in done.output


NAMES = [f"{package}.{name}" for package, names in EXTENSIONS.items() for name in names]


@pytest.mark.system
@pytest.mark.parametrize("name", NAMES)
def test_an_extension_that_is_known_makes_of_a_shell_what_it_makes_of_a_page(
    name: str, tiny: Assessment, tmp_path: Path
) -> None:
    markdown = Markdown(extensions=[name, *({"attr_list", "toc"} - {name.rpartition(".")[2]})])

    def finish(page: MarkdownPage) -> str:
        text = page.markdown.partition("\n---\n")[2]
        return page.title + markdown.reset().convert(text)

    shells = ShellStore(tmp_path)
    for page in map(with_signs, written(tiny, labels("zh"))):
        assert shells.finish(page, finish).decode() == finish(page)


def with_signs(page: MarkdownPage) -> MarkdownPage:
    """The page with a title of all signs that need no escaping, words and an address."""
    title = f"{page.title} 1/2 -- ... a@b.cn www.x.cn % ? ; / , 3.5"
    parts = tuple(part.replace(page.title, title) for part in page.parts)
    return MarkdownPage(page.path, title, parts, page.source)
