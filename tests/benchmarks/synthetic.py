"""A library as large as a whole system: the sample's organizations many times over, their
results drawn anew from the sample's by a fixed seed.

    python tests/benchmarks/synthetic.py FOLDER [--organizations 3334] [--years 3]

Writes FOLDER/standards and FOLDER/results. The data is valid and as fictional as the sample.
"""

import argparse
import random
import shutil
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from generator.library import load
from generator.score import score, with_quotas

ROOT = Path(__file__).parents[2]
SEED = 20260101
Data = dict[str, Any]


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        """The format has no anchors."""
        return True


def numbered(name: str, n: int) -> str:
    """The name of the n-th organization made from one of the sample."""
    for ending in ("党支部", "党总支", "党委"):
        if name.endswith(ending):
            return f"{name.removesuffix(ending)}第{n}{ending}"
    return f"{name}第{n}"


def lay_out(folder: Path, organizations: int, years: int) -> None:
    """Writes a library of so many organizations, assessed in the sample's last so many years."""
    draw = random.Random(SEED)
    shutil.copytree(ROOT / "standards", folder / "standards")
    file = _read(ROOT / "results" / "organizations.yml")
    made = [_copy(one, n) for n, one in _turns(file["organizations"], organizations)]
    _write(folder / "results" / "organizations.yml", {**file, "organizations": made})
    kept = _read(ROOT / "results" / "years.yml")["years"][-years:]
    _write(folder / "results" / "years.yml", {"years": kept})
    for year in (str(one["year"]) for one in kept):
        found = {one.stem: _read(one) for one in (ROOT / "results" / year).glob("*.yml")}
        for n, one in _turns(file["organizations"], organizations):
            if one["id"] in found:
                path = folder / "results" / year / f"{_id(one['id'], n)}.yml"
                _write(path, _drawn(found[one["id"]], draw))
    _declare(folder)


def _declare(folder: Path) -> None:
    """Puts into each result the total and the grade that follow from it."""
    library, problems = load(folder / "standards", folder / "results")
    assert not problems
    assert library.organizations is not None
    known = {one.id: one for one in library.organizations.organizations}
    for edition in library.editions:
        for year in edition.years:
            results = [one for one in library.results if one.year == year]
            cards = tuple(score(edition, known[one.organization], one) for one in results)
            for card in with_quotas(cards):
                if card.total is not None and card.grade is not None:
                    file = library.result_at(card.result).file
                    declared = {"total": float(card.total), "grade": card.grade.id}
                    _write(file, {**_read(file), "declared": declared})


def _turns(entries: list[Data], count: int) -> Iterator[tuple[int, Data]]:
    """The entries in turn, each time with a higher number, until there are so many."""
    return ((n // len(entries) + 1, entries[n % len(entries)]) for n in range(count))


def _id(id: str, n: int) -> str:
    return f"{id}-{n}"


def _copy(organization: Mapping[str, Any], n: int) -> Data:
    made = {**organization, "id": _id(organization["id"], n)}
    made["name"] = numbered(organization["name"], n)
    if "parent" in made:
        made["parent"] = _id(made["parent"], n)
    former = organization.get("formerly", ())
    if former:
        made["formerly"] = [{**one, "name": numbered(one["name"], n)} for one in former]
    return made


def _drawn(result: Mapping[str, Any], draw: random.Random) -> Data:
    """A result with some of the findings, and without the figures that follow from all."""
    made = deepcopy(dict(result))
    for name in ("declared", "decision", "corrections"):
        made.pop(name, None)
    states = [step["state"] for step in made["status"]]
    if "final" in states:
        made["status"] = made["status"][: states.index("final") + 1]
    for method in made.get("methods", {}).values():
        method.pop("marks", None)
        if "findings" in method:
            method["findings"] = [one for one in method["findings"] if draw.random() < 0.8]
    return made


def _read(file: Path) -> Data:
    found: Data = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    return found


def _write(file: Path, data: Data) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
    file.write_text(text, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--organizations", type=int, default=3334)
    parser.add_argument("--years", type=int, default=3)
    asked = parser.parse_args()
    lay_out(asked.folder, asked.organizations, asked.years)


if __name__ == "__main__":
    main()
