"""The console commands ``scorebook publish`` and ``scorebook verify``."""

import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from generator.console import FOLDER, Setup
from generator.gates.gate import all_gates
from generator.gates.site_files import MANIFEST
from generator.messages.labels import Labels
from generator.publish.manifest import compare_with_manifest, read_manifest
from generator.publish.options import Options
from generator.publish.report import reports
from generator.publish.rights import take_rights_of_owner
from generator.publish.run import publish as publish_project
from generator.publish.run import roll_back
from generator.publish.store import Store

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--config", type=_FILE, default=Path("mkdocs.yml"))
@click.option("--keep", type=click.IntRange(2), default=7)
@click.option(
    "--carry",
    type=click.IntRange(0),
    default=3,
)
@click.option(
    "--fewer",
    "shrinkage",
    type=click.FloatRange(0, 100),
    default=10,
    callback=lambda _context, _option, percent: Decimal(str(percent)),
)
@click.option(
    "--accept",
    "accepted",
    type=click.Choice(tuple(all_gates())),
    multiple=True,
)
@click.option("--force", is_flag=True)
@click.option("--back", is_flag=True)
@click.option("--to-folder", type=FOLDER)
@click.pass_obj
def publish(
    setup: Setup, /, folder: Path, to_folder: Path | None, back: bool, **options: Any
) -> None:
    """Build beside the live site, check the result, and swap FOLDER/current to it. Folders of
    the data are those of mkdocs.yml. Exit status: 0 published, 10 nothing changed, 11 problems
    in the data, 12 the build failed, 13 a gate refused, 14 could not publish, 15 another run
    is in progress."""
    take_rights_of_owner(folder.absolute())
    store, mirror = Store(folder.absolute()), to_folder.absolute() if to_folder else None
    labels = setup.labels
    if mirror and (mirror.is_relative_to(store.folder) or store.folder.is_relative_to(mirror)):
        raise click.UsageError(labels("publish.same-folder", folder=mirror))
    if not back and not options["config"].is_file():
        raise click.UsageError(labels("publish.no-config", file=options["config"]))
    job = Options(store=store, labels=labels, mirror=mirror, **options)
    status = roll_back(job) if back else publish_project(job)
    click.echo(reports(status, labels)["report.txt"], nl=False)
    for text in _places(folder, labels):
        click.echo(text)
    sys.exit(status.code)


def _places(folder: Path, labels: Labels) -> Iterator[str]:
    """Yield where the live site lies, and where this report is kept, as far as there are any."""
    for name, files in _KEPT.items():
        if found := next((folder / file for file in files if (folder / file).exists()), None):
            yield labels(f"publish.look.{name}", path=found.as_posix())


_KEPT = {"site": ("current/index.html", "current"), "report": ("report.txt",)}
"""What people look at after a run; a site for several audiences has no page at its top."""


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def verify(setup: Setup, folder: Path) -> None:
    """Compare a published FOLDER, or FOLDER/current, with its manifest. Exit status: 0 whole,
    1 missing, changed or further files, or no manifest."""
    labels = setup.labels
    site = folder / "current" if (folder / "current").is_symlink() else folder
    manifest = read_manifest(site)
    if manifest is None:
        raise click.ClickException(labels("publish.no-manifest", folder=folder, name=MANIFEST))
    differences = compare_with_manifest(site, manifest)
    for difference in differences:
        click.echo(labels(f"publish.difference.{difference.how}", path=difference.path))
    if differences:
        sys.exit(1)
    click.echo(labels("publish.whole", count=len(manifest.files)))
