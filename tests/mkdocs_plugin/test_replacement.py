"""Who builds, and how: the site stands where it is wanted, and other plugins notice nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from failures import LATEST, add_hook, raise_at, spoil_data, warn_last
from old_site import build_site, entries, is_new
from paths import ROOT
from sites import DAY, build, configure, differing, hide_modules

pytestmark = pytest.mark.system
PROGRAM = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config

config = load_config("mkdocs.yml", site_dir=sys.argv[1], strict="strict" in sys.argv)
wanted = config.site_dir
if "startup" in sys.argv:
    config.plugins.on_startup(command="build", dirty=False)
for _ in range(sys.argv.count("build")):
    try:
        build(config)
    finally:
        assert config.site_dir == wanted, config.site_dir
"""
"""Builds with MkDocs, but not by one of its commands, and does not call ``on_shutdown``."""


def run(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run Python in the project."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=folder / "project",
        env={**os.environ, **DAY, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("how", ["build", "startup build", "build build", "build strict"])
def test_a_program_that_builds_gets_the_site(replaceable: Path, how: str) -> None:
    site = replaceable / "public" / "site"
    done = run(replaceable, "-c", PROGRAM, site, *how.split())
    assert done.returncode == 0, done.stderr
    assert is_new(site)
    assert sorted(os.listdir(site.parent)) == ["media", "site"]


def test_a_program_whose_strict_build_has_a_warning_leaves_the_old_site(replaceable: Path) -> None:
    before = entries(replaceable / "public")
    warning = "import logging; logging.getLogger('mkdocs.hooks').warning('late')"
    raise_at(replaceable / "project", "post_build", warning)
    done = run(replaceable, "-c", PROGRAM, replaceable / "public" / "site", "build", "strict")
    assert done.returncode == 1
    assert entries(replaceable / "public") == before


def test_properdocs_replaces_the_site_too(replaceable: Path) -> None:
    project, site = replaceable / "project", replaceable / "public" / "site"
    done = build(project, site, "properdocs")
    assert done.code == 0, done.output
    assert is_new(site)
    before = entries(site.parent)
    warn_last(project)
    assert build(project, site, "properdocs").code == 1
    assert entries(site.parent) == before


def test_a_dirty_build_changes_the_site_itself(replaceable: Path) -> None:
    site = replaceable / "public" / "site"
    (site / "mine.html").write_text("mine", "utf-8")
    done = run(replaceable, "-m", "mkdocs", "build", "--dirty", "--site-dir", site)
    assert done.returncode == 0, done.stderr
    assert is_new(site)
    assert (site / "mine.html").is_file()


def test_a_build_in_place_may_end_without_an_event(replaceable: Path) -> None:
    """As that of a server, and of ``scorebook publish``."""
    site = replaceable / "public" / "site"
    program = PROGRAM.replace("dirty=False", "dirty=True")
    done = run(replaceable, "-c", program, site, "startup", "build")
    assert done.returncode == 0, done.stderr
    assert is_new(site)


def test_pages_as_files_in_the_usual_folder(replaceable: Path) -> None:
    """Where no option names the folder of the site, and pages are no folders."""
    done = run(replaceable, "-m", "mkdocs", "build", "--no-directory-urls")
    assert done.returncode == 0, done.stderr
    assert (replaceable / "project" / "site" / "guide" / "score.html").is_file()
    hidden = [name for name in os.listdir(replaceable / "project") if name.startswith(".")]
    assert hidden == []


def test_a_deployment_takes_the_new_site(replaceable: Path) -> None:
    """``mkdocs gh-deploy`` looks for the site when all events are over."""
    project = replaceable / "project"
    commands = (
        "git init -q -b main . && git config user.name N && git config user.email n@example.org"
        " && git add -A && git commit -q -m Start && git init -q --bare ../remote"
        " && git remote add origin ../remote"
    )
    subprocess.run(["sh", "-c", commands], cwd=project, check=True)
    done = run(replaceable, "-m", "mkdocs", "gh-deploy", "--ignore-version")
    assert done.returncode == 0, done.stderr
    show = ["git", "show", "gh-pages:guide/score/index.html"]
    shown = subprocess.run(show, cwd=replaceable / "remote", capture_output=True, check=True)
    assert b"Other text." in shown.stdout


@pytest.mark.parametrize(
    ("chosen", "place"),
    [
        ("str(Path(config.site_dir).parent.parent / 'other')", "other"),
        ("config.site_dir + '/v1'", "public/site/v1"),
        ("config.site_dir", "public/site"),
    ],
)
def test_a_hook_may_choose_another_folder(replaceable: Path, chosen: str, place: str) -> None:
    """Others that lie beside it stay."""
    site = replaceable / "public" / "site"
    add_hook(
        replaceable / "project",
        "from pathlib import Path\n"
        f"def on_config(config):\n    config.site_dir = {chosen}\n    return config\n",
    )
    done = build_site(replaceable)
    assert done.code == 0, done.output
    assert is_new(replaceable / place)
    assert is_new(site) == (place == "public/site")
    assert (site / "index.html").is_file()
    assert not list(replaceable.rglob(".*scorebook*"))


def test_other_plugins_see_one_folder_from_the_first_event_to_the_last(replaceable: Path) -> None:
    """What was written there at any event is in the new site."""
    add_hook(
        replaceable / "project",
        "from pathlib import Path\n"
        "seen = set()\n"
        "def see(config):\n    seen.add(config.site_dir)\n"
        "def on_config(config):\n    see(config)\n"
        "def on_pre_build(config):\n    see(config)\n"
        "def on_env(env, config, files):\n    see(config)\n"
        f"{LATEST}def on_post_build(config):\n    see(config)\n"
        "    assert (Path(config.site_dir) / '.htaccess').is_file()\n"
        "    assert (Path(config.site_dir) / 'media' / 'film').is_file()\n"
        "def on_shutdown():\n"
        "    folder, = seen\n"
        "    (Path(folder) / 'late.txt').write_text('late')\n",
    )
    done = build_site(replaceable)
    assert done.code == 0, done.output
    assert (replaceable / "public" / "site" / "late.txt").read_text("utf-8") == "late"


def test_a_build_within_a_build_adds_to_the_site(replaceable: Path) -> None:
    """As plugins for several languages do."""
    add_hook(
        replaceable / "project",
        "from mkdocs.commands.build import build\n"
        "from pathlib import Path\n"
        "begun = []\n"
        "def on_post_build(config):\n"
        "    if not begun:\n"
        "        begun.append(1)\n"
        "        build(config, dirty=True)\n"
        "        (Path(config.site_dir) / 'after.txt').write_text('after')\n",
    )
    done = build(replaceable / "project", replaceable / "public" / "site", strict=False)
    assert done.code == 0, done.output
    assert is_new(replaceable / "public" / "site")
    assert (replaceable / "public" / "site" / "after.txt").is_file()


def test_a_linked_site_keeps_its_link(replaceable: Path) -> None:
    public = replaceable / "public"
    (public / "site").rename(replaceable / "real")
    (public / "site").symlink_to("../real")
    plain = build(replaceable / "project", replaceable / "plain")
    done = build_site(replaceable)
    assert (plain.code, done.code) == (0, 0), done.output
    assert (public / "site").readlink() == Path("../real")
    kept = {".htaccess", ".well-known/token"}
    assert set(differing(replaceable / "real", replaceable / "plain")) == kept


def test_the_address_of_the_site_may_come_from_the_environment(replaceable: Path) -> None:
    site = replaceable / "public" / "elsewhere"
    configure(
        replaceable / "project",
        [("site_name: Releases", "site_name: Releases\nsite_dir: !ENV [SITE, none]")],
    )
    os.environ["SITE"] = str(site)
    try:
        done = run(replaceable, "-m", "mkdocs", "build")
    finally:
        del os.environ["SITE"]
    assert done.returncode == 0, done.stderr
    assert is_new(site)


def test_modules_of_the_project_are_not_imported_in_place_of_ours(replaceable: Path) -> None:
    """By ``mkdocs``; where ``python -m mkdocs`` looks first is the user's choice."""
    project, site = replaceable / "project", replaceable / "public" / "site"
    hide_modules(project)
    done = subprocess.run(
        [Path(sys.executable).with_name("mkdocs"), "build", "--site-dir", site],
        cwd=project,
        env={**os.environ, **DAY, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert is_new(site)


def test_a_console_that_lacks_characters_gets_others(replaceable: Path) -> None:
    """Printed by hooks, or told as a problem of the data."""
    project, site = replaceable / "project", replaceable / "public" / "site"
    add_hook(project, "def on_env(*values, **named):\n    print('−5', '👍')\n")
    done = build(project, site, PYTHONIOENCODING="ascii:strict")
    assert done.code == 0, done.output
    assert "-5 ?" in done.output
    spoil_data(project)
    assert build(project, site, PYTHONIOENCODING="ascii:strict").code == 1
