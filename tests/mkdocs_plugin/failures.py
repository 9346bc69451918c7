"""Ways in which a build fails, most of them late, as changes of a project."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from sites import configure

Spoil = Callable[[Path], None]

EVENTS = (
    *("config", "pre_build", "files", "nav", "env", "pre_template", "template_context"),
    *("post_template", "pre_page", "page_read_source", "page_markdown", "page_content"),
    *("page_context", "post_page", "post_build", "shutdown"),
)
LATEST = """
import math
from mkdocs.plugins import event_priority

@event_priority(-math.inf)
"""
"""Makes a hook the last of all."""

EXCHANGE_BY_RENAMES = """
from generator.mkdocs_plugin import exchange

exchange._renameat2 = lambda: None
"""
"""A hook that takes from the system the means to exchange folders at once."""


def add_hook(project: Path, code: str) -> None:
    (project / "hook.py").write_text(code, "utf-8")
    _add_setting(project, "hooks: [hook.py]")


def raise_at(project: Path, event: str, how: str = "raise ValueError('late')") -> None:
    arguments = "" if event == "shutdown" else "*values, **named"
    add_hook(project, f"def on_{event}({arguments}):\n    {how}\n")


def raise_last(project: Path) -> None:
    add_hook(project, f"{LATEST}def on_post_build(config):\n    raise ValueError('last')\n")


def warn_last(project: Path) -> None:
    warning = "logging.getLogger('mkdocs.hooks').warning('late')"
    add_hook(project, f"import logging\n{LATEST}def on_post_build(config):\n    {warning}\n")


def fail_after_writing(project: Path) -> None:
    """Write to the site as plugins do, hidden files too, and fail."""
    add_hook(
        project,
        "from pathlib import Path\n"
        "def on_post_build(config):\n"
        "    for name in ('index.html', '.htaccess', '.well-known/token'):\n"
        "        (Path(config.site_dir) / name).write_text('new')\n"
        "    raise ValueError('late')\n",
    )


def add_template(project: Path, name: str) -> None:
    """Let a template divide by zero."""
    (project / "own").mkdir()
    (project / "own" / name).write_text("{{ 1 / 0 }}", "utf-8")
    configure(project, [("{name: material,", "{name: material, custom_dir: own,")])


def add_extra_template(project: Path) -> None:
    (project / "docs" / "robots.txt").write_text("{{ 1 / 0 }}", "utf-8")
    _add_setting(project, "extra_templates: [robots.txt]")


def write_page(project: Path, content: bytes) -> None:
    (project / "docs" / "page.md").write_bytes(content)


def add_link(project: Path, name: str, target: str) -> None:
    (project / "docs" / name).symlink_to(target)


def add_folder_in_place_of_page(project: Path) -> None:
    """Let a folder of the documents have the path of a page of the site."""
    folder = project / "docs" / "guide" / "score" / "index.html"
    folder.mkdir(parents=True)
    (folder / "note.txt").write_text("taken", "utf-8")


def spoil_data(project: Path) -> None:
    (project / "results" / "2021" / "north.yml").write_text("status: [\n", "utf-8")


def kill_worker(project: Path, function: str) -> None:
    """Let processes make the site, and end one of them as the system does when memory is out."""
    module, _, name = function.rpartition(".")
    add_hook(
        project,
        "import os, signal\n"
        f"from generator.turbo import {module}, workers\n"
        "workers.WORTH_PROCESSES = 0\n"
        f"{module}.{name} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n",
    )


def _add_setting(project: Path, line: str) -> None:
    configure(project, [("plugins: [scorebook]", f"plugins: [scorebook]\n{line}")])


WAYS: dict[str, Spoil] = {
    **{f"a hook raises in on_{event}": partial(raise_at, event=event) for event in EVENTS},
    "the last hook of all raises": raise_last,
    "the last hook of all warns": warn_last,
    "a hook writes to the site and raises": fail_after_writing,
    "a hook exits": partial(raise_at, event="post_build", how="raise SystemExit(3)"),
    "a hook exits last": partial(raise_at, event="shutdown", how="raise SystemExit(3)"),
    "a hook is interrupted": partial(raise_at, event="env", how="raise KeyboardInterrupt"),
    "a hook ends the process": partial(raise_at, event="post_page", how="import os; os._exit(3)"),
    "the template of pages raises": partial(add_template, name="main.html"),
    "a template of the theme raises": partial(add_template, name="404.html"),
    "an extra template raises": add_extra_template,
    "a page is not UTF-8": partial(write_page, content="# 考核\n".encode("gbk")),
    "a page has a dead link": partial(write_page, content=b"# Page\n\n[gone](gone.md)\n"),
    "a page has wrong front matter": partial(write_page, content=b"---\ntemplate: no\n---\n"),
    "a dangling link": partial(add_link, name="film.mp4", target="gone"),
    "a dangling link to a page": partial(add_link, name="film.md", target="gone.md"),
    "a link to itself": partial(add_link, name="film.mp4", target="film.mp4"),
    "a link to its own folder": partial(add_link, name="more", target="."),
    "a folder in place of a page": add_folder_in_place_of_page,
    "data with a problem": spoil_data,
    "a worker that reads is killed": partial(kill_worker, function="assessing._assess_slice"),
    "a worker that writes is killed": partial(kill_worker, function="building.write_pages"),
}
