"""LibreOffice, which opens files as people open them, and saves them again."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from waiting import LIMIT


@dataclass(frozen=True)
class Office:
    """The program, and a profile of its own: to make one takes longer than to convert a file."""

    program: str
    profile: Path

    def convert(self, files: Sequence[Path], form: str, opening: str = "") -> list[Path]:
        """Open files, by a filter if one is named, and save them in a format, such as ``xlsx`` or
        ``csv:Text - txt - csv (StarCalc):44,34,76,1``, in the folder ``saved`` beside the first
        one. Returns the saved files."""
        out = files[0].parent / "saved"
        command = [self.program, f"-env:UserInstallation={self.profile.as_uri()}", "--headless"]
        command += ["--convert-to", form, *([f"--infilter={opening}"] if opening else [])]
        command += ["--outdir", str(out), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=LIMIT)
        return [out / f"{file.stem}.{form.partition(':')[0]}" for file in files]


def find_office(profile: Path) -> Office | None:
    """LibreOffice with Calc and Writer, if both are installed."""
    program = shutil.which("soffice")
    if program is None:
        return None
    parts = (Path(program).resolve().with_name(f"lib{part}lo.so") for part in ("sc", "sw"))
    return Office(program, profile) if all(part.exists() for part in parts) else None
