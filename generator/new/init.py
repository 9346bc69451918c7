"""The console command ``scorebook init``: a project of one's own, from nothing."""

import datetime as dt
import shutil
from collections.abc import Mapping
from pathlib import Path

import click

from generator.console import FOLDER, Setup, write_errors_in_words
from generator.messages.labels import Labels
from generator.new.yaml_writer import scalar
from generator.schema import schema_files
from generator.system_files import is_system_file

_PACKAGE = Path(__file__).parents[1]
_STARTER = Path(__file__).with_name("starter")
_YEAR = "YEAR"
"""Stands for the first assessed year in the names and texts of a starter."""
_GUIDES = ("standards/README.md", "results/README.md")
_NIGHTLY = ("systemd", "crontab", "nginx.conf", "Caddyfile", "apache.conf")
"""What of ``deploy/`` serves a project that is not a checkout of this package."""
_SAMPLE = ("mkdocs.yml", "docs", "standards", "results")
_IGNORED = "site/\n.site.scorebook*\n.venv/\n"


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--sample", is_flag=True)
@click.option("--name")
@click.option("--year", type=click.IntRange(1901, 2107))
@click.pass_obj
def init(setup: Setup, folder: Path, sample: bool, name: str | None, year: int | None) -> None:
    """Start a project in FOLDER: configuration, a first edition, organizations, a home page and
    the files of the nightly job. The folder must be new or empty."""
    labels = setup.labels
    if there := _names_in(folder):
        raise click.ClickException(labels("new.not-empty", folder=folder, names=", ".join(there)))
    with write_errors_in_words(setup.labels):
        folder.mkdir(parents=True, exist_ok=True)
        if sample:
            _copy(_shipped(), _SAMPLE, folder)
        else:
            texts = _starter(labels, year or dt.date.today().year)
            _write(folder, {**texts, ".gitignore": _IGNORED})
            _copy(_shipped(), _GUIDES, folder)
        if name:
            _name_site(folder / "mkdocs.yml", name)
        _copy(_shipped() / "deploy", _NIGHTLY, folder / "deploy")
        _write(folder / "schemas", schema_files(labels))
    editions = (path.name for path in (folder / "standards").iterdir() if path.is_dir())
    click.echo(labels("new.started", folder=folder, edition=max(editions)))


def _names_in(folder: Path) -> list[str]:
    """Return the first names in a folder that tell of something else than a new repository."""
    if folder.is_symlink() or not folder.exists():
        return [folder.name] if folder.is_symlink() and not folder.exists() else []
    names = sorted(path.name for path in folder.iterdir())
    return [name for name in names if name != ".git" and not is_system_file(name)][:3]


def _shipped() -> Path:
    """Return the folder with the sample: that of the wheel, or the checkout."""
    packed = _PACKAGE / "sample"
    return packed if packed.is_dir() else _PACKAGE.parent


def _starter(labels: Labels, year: int) -> Mapping[str, str]:
    """Return the texts of a short project in the language of the labels, by path."""
    folder = _STARTER / labels.language
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}
    return {
        path.replace(_YEAR, str(year)): text.replace(_YEAR, str(year))
        for path, text in texts.items()
    }


def _name_site(config: Path, name: str) -> None:
    """Write the name of the site into its configuration, which begins with it."""
    _, *others = config.read_text("utf-8").split("\n")
    text = "\n".join([f"site_name: {scalar(name)}", *others])
    config.write_text(text, encoding="utf-8", newline="\n")


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def _copy(source: Path, names: tuple[str, ...], target: Path) -> None:
    """Copy files and folders by their names; what systems leave there stays behind."""
    for name in names:
        path, copied = source / name, target / name
        copied.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, copied, ignore=_ignored, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(path, copied)


def _ignored(_: str, names: list[str]) -> list[str]:
    return list(filter(is_system_file, names))
