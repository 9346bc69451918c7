"""A whole province: seeded, valid results for as many scorecards as are wanted.

    python tests/benchmarks/province.py FOLDER [--cards 10000]

The scorecards are those of the sample under other names: each organization of the sample has
many twins, over the same three years, with findings left out and ballots cast otherwise at
random. What they declare is computed afterwards, as an organization would copy it from its
scorecard. The folder gets ``standards/`` and ``results/``.
"""

import argparse
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.dataset.assessment import examine
from generator.scoring.card import Scorecard
from generator.yaml.loader import read
from generator.yaml.nodes import Plain

ROOT = Path(__file__).parents[2]
SEED = 20260101
YEARS = (2023, 2024, 2025)
_DECLARED = re.compile(r"^declared:\n(?: .*\n)+", re.MULTILINE)
_MARKS = re.compile(r"^    marks:\n(?:      .*\n)+", re.MULTILINE)
_FINDING = re.compile(r"^      - \{of: .*\n", re.MULTILINE)
_NO_FINDINGS = re.compile(r"^    findings:\n(?!      - )", re.MULTILINE)
_BALLOTS = re.compile(r"(excellent|good): ([0-9]+)")
_ONE_OFF = ("decision:", "corrections:", "no_grade:", "state: draft}\n")
"""What only this or that organization has, and its twins cannot have without a reason."""


def make_province(folder: Path, cards: int, years: Sequence[int] = YEARS) -> None:
    """Write the data of ``cards`` scorecards: of as many organizations as that takes in so
    many years."""
    shutil.copytree(ROOT / "standards", folder / "standards")
    results = folder / "results"
    results.mkdir()
    (results / "years.yml").write_text(_assessed(years), encoding="utf-8")
    models = _models()
    twins = [(f"t{n:06d}", *models[n % len(models)]) for n in range(-(-cards // len(years)))]
    (results / "organizations.yml").write_text(_organizations(twins), encoding="utf-8")
    draw = random.Random(SEED)
    for year in years:
        (results / str(year)).mkdir()
        for id, model, _, _ in twins:
            text = _varied(_text(model, year), draw)
            (results / str(year) / f"{id}.yml").write_text(text, encoding="utf-8")
    _declare(folder)


Twin = tuple[str, str, str, str]


def _assessed(years: Sequence[int]) -> str:
    """``years.yml`` of the sample, of these years alone."""
    head, *entries = (
        (ROOT / "results" / "years.yml").read_text(encoding="utf-8").split("  - year: ")
    )
    return "  - year: ".join([head, *(one for one in entries if int(one[:4]) in years)])


def _models() -> list[tuple[str, str, str]]:
    """The organizations of the sample that have an ordinary result in each year: id, name
    and kind."""
    data = _mapping(read(ROOT / "results" / "organizations.yml").data)
    entries = data["organizations"]
    assert isinstance(entries, tuple)
    known = [(str(one["id"]), str(one["name"]), str(one["kind"])) for one in map(_mapping, entries)]
    return [one for one in known if all(_is_ordinary(one[0], year) for year in YEARS)]


def _mapping(data: Plain) -> dict[str, Plain]:
    assert isinstance(data, dict)
    return data


def _is_ordinary(id: str, year: int) -> bool:
    file = ROOT / "results" / str(year) / f"{id}.yml"
    return file.exists() and not any(mark in _text(id, year) for mark in _ONE_OFF)


def _text(id: str, year: int) -> str:
    return (ROOT / "results" / str(year) / f"{id}.yml").read_text(encoding="utf-8")


def _organizations(twins: list[Twin]) -> str:
    head = (ROOT / "results" / "organizations.yml").read_text(encoding="utf-8")
    kinds = head[head.index("kinds:") : head.index("organizations:")]
    entries = (
        f"  - {{id: {id}, name: 第{n}{name}, kind: {kind}}}\n"
        for n, (id, _, name, kind) in enumerate(twins, start=1)
    )
    return f"# 测算用的示例数据，全部为虚构。\n{kinds}organizations:\n{''.join(entries)}"


def _varied(text: str, draw: random.Random) -> str:
    """A result like ``text``: some findings left out, ballots moved, nothing declared."""
    text = _MARKS.sub("", _DECLARED.sub("", text))
    text = _FINDING.sub(lambda found: found[0] if draw.random() < 0.85 else "", text)
    text = _NO_FINDINGS.sub("", text)
    return _BALLOTS.sub(lambda found: f"{found[1]}: {int(found[2]) + draw.randrange(12)}", text)


def _declare(folder: Path) -> None:
    """Add to each file what its scorecard says."""
    book, _ = examine(folder / "standards", folder / "results")
    for card in book.cards:
        if card.total is not None and card.grade:
            file = folder / "results" / str(card.year) / f"{card.organization.id}.yml"
            with file.open("a", encoding="utf-8") as out:
                out.writelines(_declared(card))


def _declared(card: Scorecard) -> Iterator[str]:
    raw = ", ".join(f"{score.method.id}: {score.raw}" for score in card.methods)
    yield f"declared:\n  raw: {{{raw}}}\n  base: {card.base}\n"
    if card.grade:
        yield f"  total: {card.total}\n  grade: {card.grade.id}\n"


def main() -> None:
    """Make the province that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--years", type=int, default=len(YEARS), help="how many, the newest")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True)
    make_province(asked.folder, asked.cards, YEARS[-asked.years :])


if __name__ == "__main__":
    main()
