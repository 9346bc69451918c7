"""A tree for each organization and one for the staff, against one site for all.

    python tests/benchmarks/trees.py [--organizations 3000] [--years 1] [--runs 1] [--write PAGE]

Each is a whole night of ``scorebook publish``, gates and digests included, of the same data.
"""

import argparse
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import night
import peers
import yaml
from bench import write_tables
from running import Output, Usage, run, written
from table import machine, rendered

AUDIENCES = """\
audiences:
  - {id: office, preset: staff, identities: [office]}
  - id: own
    preset: each-organization
    organization_identities:
"""
NAMES = ("一份网站", "每个党组织一份，另有全部的一份")


@dataclass(frozen=True, slots=True)
class Release:
    """The nights of one way to publish, and what the release holds."""

    name: str
    runs: tuple[Usage, ...]
    output: Output

    @property
    def work(self) -> float:
        """The median of the processors' seconds."""
        return median(used.work for used in self.runs)

    @property
    def largest(self) -> int:
        """The bytes of memory of the largest process."""
        return max(used.largest for used in self.runs)

    @property
    def seconds(self) -> float:
        """The median of the seconds on the wall."""
        return median(used.seconds for used in self.runs)


def releases(work: Path, organizations: int, years: int, runs: int) -> list[Release]:
    """One site, and trees, of the same data; in turn, in so many rounds."""
    project = peers.province(work / "trees", organizations * years, years)
    add_audiences(project)
    found: list[list[tuple[Usage, Output]]] = [[], []]
    for _ in range(runs):
        for many, rounds in enumerate(found):
            rounds.append(_publish(project, "trees.yml" if many else "mkdocs.yml"))
    return [
        Release(name, tuple(used for used, _ in rounds), rounds[0][1])
        for name, rounds in zip(NAMES, found, strict=True)
    ]


def add_audiences(project: Path) -> None:
    """Give a province a second configuration, with a tree for each organization."""
    written = yaml.safe_load((project / "mkdocs.yml").read_text("utf-8"))["plugins"]
    plugins = [{"scorebook": {**written[0]["scorebook"], "audiences": "audiences.yml"}}]
    peers.dump({"INHERIT": "mkdocs.yml", "plugins": plugins}, project / "trees.yml")
    newest = max(path for path in (project / "results").iterdir() if path.name.isdecimal())
    ids = sorted(file.stem for file in newest.glob("*.yml"))
    identities = "".join(f"      {id}: [{id}]\n" for id in ids)
    (project / "audiences.yml").write_text(AUDIENCES + identities, "utf-8")


def _publish(project: Path, config: str) -> tuple[Usage, Output]:
    store = project.parent / "trees-store"
    used = run(night.publish_command(store, 0, "--config", config), project)
    output = written((store / "current").resolve())
    shutil.rmtree(store)
    return used, output


def main() -> None:
    """Run what the arguments ask for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--organizations", type=int, default=3000)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--write", type=Path, metavar="PAGE", help="update the page's table")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = releases(Path(folder), asked.organizations, asked.years, asked.runs)
    facts = {"organizations": asked.organizations, "cards": asked.organizations * asked.years}
    text = rendered("trees", releases=found, machine=machine(), **facts)
    sys.stdout.write(text)
    if asked.write:
        write_tables(asked.write, "各看各的", text)


if __name__ == "__main__":
    main()
