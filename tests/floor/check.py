"""Check scripts and styles against the oldest browsers in which everything has to work.

Without arguments those of ``generator/assets`` are checked, which is what ``make lint`` does; with
paths those files. The floor stands in ``distil.py``, the reasons in ``docs/guide/browsers.md``.
"""

import sys
from pathlib import Path

from scripts import Finding, check_script
from styles import check_style

ASSETS = Path(__file__).parents[2] / "generator" / "assets"
CHECKS = {".js": check_script, ".css": check_style}


def check(file: Path) -> list[Finding]:
    """What browsers at the floor lack of one file."""
    return CHECKS[file.suffix](file.read_text("utf-8"))


def ours() -> list[Path]:
    """The scripts and styles that the generator brings."""
    return sorted(file for file in ASSETS.rglob("*") if file.suffix in CHECKS)


def main(files: list[Path]) -> int:
    """Print every finding; the exit status is 1 if there is one."""
    files = files or ours()
    findings = [(file, one) for file in files for one in check(file)]
    for file, one in findings:
        print(f"{file}:{one.line}: {one.text}")
    print(f"{len(files)} scripts and styles, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
