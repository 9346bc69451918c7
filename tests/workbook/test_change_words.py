"""What an import changes is said in the words of the cells, not in ids."""

from pathlib import Path

import pytest
from paths import TESTS
from workbooks import frame_of, subject_of

from generator.model.edition import EditionFile
from generator.model.fields import Model
from generator.model.result import ResultFile
from generator.workbook.changes import Difference, in_words
from generator.yaml.nodes import Plain

BASE = TESTS / "workbook" / "base"
Steps = tuple[str | int, ...]


@pytest.mark.parametrize(
    ("model", "path", "before", "after", "said"),
    [
        (
            ResultFile,
            ("methods", "review", "ballots", "good"),
            10,
            12,
            "述职评议·票数·良好：10 → 12",
        ),
        (ResultFile, ("methods", "self", "level"), "good", "excellent", "良好 → 优秀"),
        (
            ResultFile,
            ("methods", "daily", "levels", "s05"),
            None,
            "good",
            "s05 服务职工：新增 良好",
        ),
        (ResultFile, ("declared", "grade"), "good", None, "删去 良好"),
        (EditionFile, ("standards", "s01", "methods"), ("daily",), ("daily", "yearend"), "年终"),
    ],
)
def test_ids_are_told_by_their_titles(
    model: Model, path: Steps, before: Plain, after: Plain, said: str
) -> None:
    vocabulary = subject_of(frame_of(Path(BASE)), "2027").vocabulary
    assert said in in_words(Difference(path, before, after), model, vocabulary)
