"""The console: what it prints, what it writes, and how it ends."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from paths import BASE, ROOT
from rendering import downloads, written
from sites import content, hide_modules, parts

from generator import __version__
from generator.cli import main
from generator.dataset.assessment import read_assessment
from generator.messages.labels import labels

NORTH, SOUTH = "results/2021/north.yml", "results/2022/south.yml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def spoil(folder: Path) -> None:
    (folder / NORTH).write_text("status: [\n", encoding="utf-8")


def files(folder: Path) -> dict[str, str]:
    found = folder.rglob("*.md")
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in found}


@pytest.mark.usefixtures("folder")
def test_check_of_clean_data_ends_with_0() -> None:
    result = run("--lang", "en", "check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "No problems: 2 editions, 4 results.\n"


def test_check_of_faulty_data_ends_with_1_and_counts_on_stderr(folder: Path) -> None:
    spoil(folder)
    result = run("--lang", "en", "check")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{NORTH}:2:1: ")
    assert result.stderr.startswith("1 problem")


@pytest.mark.parametrize(
    "arguments",
    [["destroy"], ["check", "more"], ["write"], ["--lang", "fr", "check"]],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "用法" in result.stderr


def test_a_file_as_the_folder_to_write_to_is_wrong_usage(folder: Path) -> None:
    (folder / "taken").write_text("x", encoding="utf-8")
    assert run("write", "taken").exit_code == 2


def test_a_folder_that_cannot_be_made_is_told_without_a_traceback(folder: Path) -> None:
    (folder / "taken").write_text("x", encoding="utf-8")
    result = run("--lang", "zh", "write", "taken/pages")
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code != 0


@pytest.mark.parametrize(("language", "clean"), [("zh", "没有问题"), ("en", "No problems")])
@pytest.mark.usefixtures("folder")
def test_lang_chooses_the_language(language: str, clean: str) -> None:
    assert run("--lang", language, "check").stdout.startswith(clean)


def test_problems_are_shown_with_their_line_and_a_mark_below_the_column(folder: Path) -> None:
    (folder / SOUTH).write_text("{no_grade: 重建, status: [], x: 1}\n", encoding="utf-8")
    lines = run("--lang", "en", "check").stdout.splitlines()
    shown, mark = lines[-2:]
    assert shown == "    1 | {no_grade: 重建, status: [], x: 1}"
    assert mark == " " * (shown.index("x") + 2) + "^"


def test_problems_as_json_have_all_their_parts(folder: Path) -> None:
    spoil(folder)
    (problem,) = json.loads(run("--lang", "en", "check", "--format", "json").stdout)
    assert {name: problem[name] for name in ("file", "line", "column", "code")} == {
        "file": NORTH,
        "line": 2,
        "column": 1,
        "code": "syntax",
    }
    assert problem["message"]
    assert problem["remedy"]


def test_problems_as_annotations_name_file_and_line(folder: Path) -> None:
    spoil(folder)
    (line,) = run("--lang", "en", "check", "--format", "github").stdout.splitlines()
    assert line.startswith(f"::error file={NORTH},line=2,col=1,title=syntax::")


@pytest.mark.parametrize(("form", "nothing"), [("json", "[]\n"), ("github", "\n")])
@pytest.mark.usefixtures("folder")
def test_no_problems_in_a_format_for_machines_is_nothing(form: str, nothing: str) -> None:
    result = run("check", "--format", form)
    assert (result.exit_code, result.stdout) == (0, nothing)


@pytest.mark.parametrize(("language", "word"), [("zh", "写法有误"), ("en", "this is not YAML")])
def test_lang_chooses_the_language_of_problems(folder: Path, language: str, word: str) -> None:
    spoil(folder)
    assert word in run("--lang", language, "check").stdout


@pytest.mark.parametrize(("locale", "clean"), [("C", "没有问题"), ("C.UTF-8", "没有问题")])
def test_without_a_locale_messages_are_chinese(folder: Path, locale: str, clean: str) -> None:
    command = [sys.executable, "-m", "generator.cli", "check"]
    environment = {"LC_ALL": locale, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(_root())}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert done.stdout.decode("utf-8").startswith(clean), done.stderr


@pytest.mark.parametrize("encoding", ["gbk", "gb2312", "latin-1", "utf-8"])
def test_a_console_that_lacks_characters_gets_others(folder: Path, encoding: str) -> None:
    """A hyphen for a minus; the exit status is the one of the command."""
    (folder / SOUTH).write_text("{note: 减 −5 分 👍, status: [], x: 1}\n", encoding="utf-8")
    done = _run_in_console(folder, encoding, "check")
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)
    shown = done.stdout.decode(encoding)
    assert SOUTH in shown
    if encoding.startswith("gb"):
        assert "减 -5 分 ?" in shown


def _run_in_console(
    folder: Path, encoding: str, *arguments: str
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "generator.cli", *arguments]
    environment = {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": encoding, "PYTHONPATH": str(_root())}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)


def test_modules_of_a_project_are_not_imported_in_place_of_ours(folder: Path) -> None:
    hide_modules(folder)
    done = subprocess.run(
        [Path(sys.executable).with_name("scorebook"), "check"],
        cwd=folder,
        env={"LC_ALL": "C.UTF-8", "PYTHONPATH": str(_root())},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _root() -> Path:
    return ROOT


def test_write_writes_every_page(folder: Path) -> None:
    words = labels("en")
    result = run("--lang", "en", "write", "out/pages")
    book = read_assessment(folder / "standards", folder / "results").without_drafts()
    assert result.exit_code == 0, result.exception
    pages = {page.path: page.markdown for page in written(book, words)}
    assert files(folder / "out/pages") == pages
    assert len(pages) > 20


@pytest.mark.usefixtures("folder")
def test_write_begins_the_home_page_with_the_page_written_by_hand() -> None:
    Path("docs").mkdir()
    Path("docs/index.md").write_text(
        "---\ndescription: 怎样考核\n---\n# 基层考核\n\n每年一月公布，**以此为准**。\n",
        encoding="utf-8",
    )
    for folder in ("pages", "docs"):  # also into the folder that it is read from, twice
        for _ in range(2):
            assert run("--lang", "zh", "write", folder).exit_code == 0
    home = Path("pages/index.md").read_text("utf-8")
    assert home.startswith("---\ntitle: 基层考核\ndescription: 怎样考核\n---\n")
    assert home.count("\n\n每年一月公布，**以此为准**。\n\n") == 1
    assert home == Path("docs/index.md").read_text("utf-8")


def test_write_writes_every_download_and_no_feed_as_it_knows_no_address(folder: Path) -> None:
    result = run("--lang", "zh", "write", "out")
    book = read_assessment(folder / "standards", folder / "results").without_drafts()
    offered = {download.path: download.make() for download in downloads(book, labels("zh"))}
    out = folder / "out"
    others = {path: file for path, file in content(out).items() if not path.endswith(".md")}
    assert parts(others) == parts(offered)
    assert "feed.xml" not in offered
    assert f"{len(offered)} 个下载文件" in result.stdout


def test_write_writes_nothing_when_there_are_problems(folder: Path) -> None:
    spoil(folder)
    result = run("--lang", "en", "write", "out")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{NORTH}:2:1: ")
    assert not (folder / "out").exists()


def test_write_leaves_older_pages_alone_when_there_are_problems(folder: Path) -> None:
    run("--lang", "zh", "write", "out")
    before = files(folder / "out")
    spoil(folder)
    assert run("--lang", "zh", "write", "out").exit_code == 1
    assert files(folder / "out") == before


def test_a_draft_is_shown_only_where_it_is_asked_for(folder: Path) -> None:
    file = folder / NORTH
    text = file.read_text("utf-8").replace(", {state: notice, date: 2022-01-10}", "")
    file.write_text(text.replace("grade: good", "grade: excellent"), encoding="utf-8")
    edition = folder / "standards/e1/edition.yml"
    text = edition.read_text("utf-8").replace(", quota: {percent: 50}", "")
    edition.write_text(text, encoding="utf-8")
    run("--lang", "zh", "write", "without")
    run("--lang", "zh", "write", "--drafts", "with")
    card = "results/2021/north.md"
    assert "91.95" in files(folder / "with")[card]
    assert "91.95" not in files(folder / "without")[card]


def test_the_folders_can_be_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    folders = ["--standards", f"{folder}/standards", "--results", f"{folder}/results"]
    assert run(*folders, "--lang", "en", "check").exit_code == 0


def test_a_file_is_told_as_seen_from_the_present_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(folder)
    monkeypatch.chdir("/")
    folders = ["--standards", f"{folder}/standards", "--results", f"{folder}/results"]
    told = run(*folders, "--lang", "en", "check").stdout
    assert told.startswith((folder / NORTH).relative_to("/").as_posix())


def test_version_names_the_version() -> None:
    assert __version__ in run("--version").stdout
