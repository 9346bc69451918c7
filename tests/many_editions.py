"""A project of one organization with many editions and years, each a copy of one of the sample."""

import re
import shutil
from pathlib import Path

from paths import ROOT

FIRST, COPIED = 2001, 2023


def make_editions(
    folder: Path, count: int, data: Path = ROOT, organization: str = "publicity"
) -> None:
    """Write the data of ``count`` editions to a folder."""
    years = []
    for year in range(FIRST, FIRST + count):
        for part in sorted((data / "standards" / str(COPIED)).glob("*.yml")):
            _copy(part, folder / "standards" / str(year) / part.name, year)
        result = f"{organization}.yml"
        _copy(
            data / "results" / str(COPIED) / result, folder / "results" / str(year) / result, year
        )
        notice = f"{{from: {year + 1}-01-15, until: {year + 1}-01-19, object_to: 办公室}}"
        years.append(f"  - {{year: {year}, as_of: {year + 1}-06-30, notice: {notice}}}\n")
    (folder / "results" / "years.yml").write_text("years:\n" + "".join(years), encoding="utf-8")
    organizations = (
        "kinds: [{id: committee, title: 机关党委}, {id: general-branch, title: 党总支}, "
        "{id: branch, title: 党支部}]\n"
        f"organizations: [{{id: {organization}, name: 办公室, kind: branch}}]\n"
    )
    (folder / "results" / "organizations.yml").write_text(organizations, encoding="utf-8")


def _copy(source: Path, target: Path, year: int) -> None:
    """Copy a file, with the years that it names moved."""
    target.parent.mkdir(parents=True, exist_ok=True)
    moved = year - COPIED
    text = re.sub(
        r"\b20[0-9]{2}(?=-|年|\])",
        lambda found: str(int(found[0]) + moved),
        source.read_text("utf-8"),
    )
    target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    import sys

    project = Path(sys.argv[2])
    shutil.copytree(ROOT / "docs", project / "docs")
    shutil.copy(ROOT / "mkdocs.yml", project)
    make_editions(project, int(sys.argv[1]))
