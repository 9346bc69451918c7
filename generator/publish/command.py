"""The console commands ``scorebook publish`` and ``scorebook verify``."""

import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from generator.messages.labels import Labels
from generator.publish.gates import GATES
from generator.publish.manifest import NAME, Difference, differences, read_manifest
from generator.publish.order import Order
from generator.publish.run import publish as publish_now
from generator.publish.run import roll_back
from generator.publish.shelf import Shelf
from generator.publish.status import reports

Setup = tuple[Path, Path, Labels]

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--config", type=_FILE, default=Path("mkdocs.yml"), show_default=True)
@click.option("--keep", type=click.IntRange(2), default=7, show_default=True, help="Releases.")
@click.option(
    "--carry",
    type=click.IntRange(0),
    default=3,
    show_default=True,
    help="For how many releases old style sheets, scripts and search indexes stay.",
)
@click.option(
    "--fewer",
    type=click.FloatRange(0, 100),
    default=10,
    show_default=True,
    help="By how many percent of its pages the site may shrink.",
)
@click.option(
    "--accept",
    type=click.Choice(tuple(GATES)),
    multiple=True,
    help="Publish even if this gate refuses.",
)
@click.option("--force", is_flag=True, help="Publish unchanged, or rolled back, data.")
@click.option("--back", is_flag=True, help="Go back to what was live before.")
@click.option("--to-folder", type=_FOLDER, help="Copy the live release to this folder as well.")
@click.pass_obj
def publish(setup: Setup, /, folder: Path, back: bool, **given: Any) -> None:
    """Build beside the live site, check the result, and swap FOLDER/current to it. Folders of
    the data are those of mkdocs.yml. Exit status: 0 published, 10 nothing changed, 11 problems
    in the data, 12 the build failed, 13 a gate refused, 14 could not publish, 15 another run
    is in progress."""
    words = setup[2]
    order = _order(folder.absolute(), words, given)
    if not back and not order.config.is_file():
        raise click.UsageError(words("publish.no-config", file=order.config))
    status = roll_back(order) if back else publish_now(order)
    click.echo(reports(status, words)["report.txt"], nl=False)
    sys.exit(status.code)


def _order(folder: Path, words: Labels, given: dict[str, Any]) -> Order:
    target = given["to_folder"].absolute() if given["to_folder"] else None
    if target and (target.is_relative_to(folder) or folder.is_relative_to(target)):
        raise click.UsageError(words("publish.same-folder", folder=target))
    return Order(
        config=given["config"],
        shelf=Shelf(folder),
        words=words,
        keep=given["keep"],
        carry=given["carry"],
        share=Decimal(str(given["fewer"])),
        accepted=frozenset(given["accept"]),
        force=given["force"],
        folder=target,
    )


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def verify(setup: Setup, folder: Path) -> None:
    """Compare a published FOLDER, or FOLDER/current, with its manifest. Exit status: 0 whole,
    1 missing, changed or further files, or no manifest."""
    words = setup[2]
    site = folder / "current" if (folder / "current").is_symlink() else folder
    manifest = read_manifest(site)
    if manifest is None:
        raise click.ClickException(words("publish.no-manifest", folder=folder, name=NAME))
    found = differences(site, manifest)
    for one in found:
        click.echo(_told(one, words))
    if found:
        sys.exit(1)
    click.echo(words("publish.whole", count=len(manifest.files)))


def _told(one: Difference, words: Labels) -> str:
    return words(f"publish.difference.{one.how}", path=one.path)
