"""The examples of the two READMEs that teach the format are whole projects without a problem."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from paths import ROOT

from generator.dataset.assessment import Assessment, read_assessment

_BLOCK = re.compile(
    r"^```yaml\n# (?P<file>(?:standards|results)/\S+?\.yml)(?:（(?P<about>.*?)）)?\n"
    r"(?P<text>.*?)^```",
    re.MULTILINE | re.DOTALL,
)
"""An example, headed by the file that it stands in and what project it belongs to."""
_CONTINUED = re.compile("，?续$")


def projects() -> dict[str, dict[str, str]]:
    """The files of each project that the examples make; what continues a file is added to it."""
    files: dict[str, dict[str, str]] = defaultdict(lambda: defaultdict(str))
    for readme in ("standards/README.md", "results/README.md"):
        for block in _BLOCK.finditer((ROOT / readme).read_text("utf-8")):
            about = _CONTINUED.sub("", block["about"] or "")
            name = re.sub("的一[版份]$", "", about)
            files[name][block["file"]] += block["text"]
    return files


PROJECTS = projects()


@pytest.mark.parametrize("name", sorted(PROJECTS))
def test_the_examples_have_no_problem(name: str, tmp_path: Path) -> None:
    for file, text in PROJECTS[name].items():
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    if name == "":  # the whole edition follows the shortest one
        _add(PROJECTS["最短"]["standards/2026/edition.yml"], tmp_path)
    book = read_assessment(tmp_path / "standards", tmp_path / "results")
    assert book.cards
    assert _is_declared(book)


def _add(edition: str, folder: Path) -> None:
    (folder / "standards/2026").mkdir(parents=True)
    (folder / "standards/2026/edition.yml").write_text(edition, "utf-8")


def _is_declared(book: Assessment) -> bool:
    return all(card.result.declared for card in book.cards if card.total is not None)
