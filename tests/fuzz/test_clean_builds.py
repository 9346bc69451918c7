"""Data that the checks let pass is built: whatever is in it, no page and no download fails.

A short run is part of all tests, a long one of ``make test-long``. Each scheme that is clean by
the checks is written by the plain path and by the fast one, which agree to the byte; every file is
read by a parser of its format. A few are built by MkDocs as well.
"""

import json
import os
import random
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from extremes import lay_out, make_extreme
from openpyxl import load_workbook
from paths import BASE, TINY
from sites import build, configure, copy_guides, parts

from generator.dataset.assessment import Assessment, examine
from generator.exports.feed import Publication
from generator.messages.labels import labels
from generator.search.records import card_records
from generator.site import Serving, Site
from generator.tools import PLAIN, Tools
from generator.turbo.tools import FAST

SHORT, LONG = 24, int(os.environ.get("FUZZ_SCHEMES", "1000"))
BUILT = 2
"""How many of a short run MkDocs builds."""
SCHEMES = (
    TINY,
    BASE,
    *sorted(f.parent for f in TINY.parent.glob("*/standards") if f.parent != TINY),
)
SERVING = Serving(searched=True, publication=Publication("A & B", "https://example.org/a/"))


def clean_schemes(folder: Path, seeds: range) -> Iterator[tuple[int, Path, Assessment]]:
    """Make a scheme of each seed, and yield those that the checks let pass."""
    for seed in seeds:
        chance, place = random.Random(seed), folder / str(seed)
        lay_out(chance.choice(SCHEMES), place)
        make_extreme(place, chance, chance.randint(1, 6))
        assessment, problems = examine(place / "standards", place / "results")
        if not problems:
            yield seed, place, assessment


def files_of(assessment: Assessment, tools: Tools) -> Mapping[str, bytes]:
    """Make every page, download and file of the index."""
    site = Site(assessment.book, assessment.cards_of, labels("zh"), SERVING, tools)
    files = {page.path: site.render(page).markdown.encode() for page in site.pages}
    files |= {download.path: download.make() for download in site.downloads()}
    records = card_records(assessment.cards, site.labels, directories=True)
    return {**files, **site.search_index(records, ())}


def read_by_its_format(path: str, content: bytes) -> None:
    if path.endswith(".json"):
        json.loads(content)
    elif path.endswith(".xml"):
        ET.fromstring(content)
    elif path.endswith(".xlsx"):
        load_workbook(BytesIO(content)).close()
    elif not path.endswith(".gz"):
        content.decode("utf-8")


def written(assessment: Assessment, folder: Path) -> None:
    files = files_of(assessment, FAST)
    plain, fast = parts(files_of(assessment, PLAIN)), parts(files)
    assert {path for path in plain.keys() | fast if plain.get(path) != fast.get(path)} == set()
    for path, content in files.items():
        read_by_its_format(path, content)
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def test_the_schemes_are_clean_before_anything_is_changed(tmp_path: Path) -> None:
    for scheme in SCHEMES:
        lay_out(scheme, tmp_path / scheme.name)
        folder = tmp_path / scheme.name
        assert examine(folder / "standards", folder / "results")[1] == ()


def test_what_the_checks_let_pass_is_written(tmp_path: Path) -> None:
    clean = list(clean_schemes(tmp_path, range(SHORT)))
    assert len(clean) >= SHORT // 5
    for _, place, found in clean:
        written(found, place / "out")


@pytest.mark.system
def test_what_the_checks_let_pass_is_built_by_mkdocs(tmp_path: Path) -> None:
    clean = clean_schemes(tmp_path, range(SHORT))
    for (_, place, _), _ in zip(clean, range(BUILT), strict=False):
        build_with_mkdocs(place)


def build_with_mkdocs(place: Path) -> None:
    project = place / "project"
    copy_guides(project, place)
    configure(project, [("drafts: false", "drafts: true")])
    done = build(project, project / "site", strict=False)
    assert done.code == 0, done.output


@pytest.mark.long
def test_the_same_for_many_schemes(tmp_path: Path) -> None:
    count = 0
    for seed, place, found in clean_schemes(tmp_path, range(SHORT, SHORT + LONG)):
        written(found, place / "out")
        if seed % 10 == 0:
            build_with_mkdocs(place)
        count += 1
    print(f"\n{count} of {LONG} schemes were clean, and were built")
