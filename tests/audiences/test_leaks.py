"""No tree says anything of what its audience may not know: looked for in all files of each."""

from pathlib import Path

import pytest
from audience_projects import SeededProject
from seeded import by_subtraction, figures

FEWEST_PAIRS = 4_000
"""Of a tree and a secret that it must not have, in each project."""
MOST_FIGURES = 60
"""Of more figures, which readers see whole, any sum is among their sums by chance."""


SEEDS = (
    pytest.param(0, marks=pytest.mark.system),
    *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 4)),
)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_tree_has_a_secret_of_others(seed: int, tmp_path: Path) -> None:
    project = SeededProject(tmp_path, seed)
    leaks, count = [], 0
    for tree, texts in project.trees():
        joined = "\n".join(texts)
        known = {number for text in texts for number in figures(text)}
        derived = by_subtraction(known) if len(known) < MOST_FIGURES else known
        for secret in project.secrets:
            if project.is_hidden(tree, secret):
                count += 1
                if secret.text in joined or figures(secret.text) & derived:
                    leaks.append((tree.name, secret))
            elif project.is_promised(tree, secret):
                assert secret.text in joined, (tree.name, secret)
    assert leaks == []
    assert count >= FEWEST_PAIRS
