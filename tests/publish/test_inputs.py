"""Nothing that a build reads changes unnoticed, by whichever way it is read."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from paths import ROOT
from projects import CONFIG, edit, live, project, publish, smallest, status

from generator.letters.templates import EXAMPLES
from generator.messages.labels import labels
from generator.publish.build import read_project
from generator.publish.examine import INPUTS
from generator.publish.inputs import digest_inputs, read_record
from generator.publish.lock import locked
from generator.publish.status import Outcome
from generator.publish.store import Store

pytestmark = pytest.mark.system
HOOK = """\
import os
import sys
from pathlib import Path

import beside

ROOT = Path(__file__).parent
TEXTS = [
    beside.TEXT,
    os.environ.get("BANNER", ""),
    (ROOT.parent / "outside.txt").read_text("utf-8"),
    *(file.read_text("utf-8") for file in sorted((ROOT / "notes").glob("*.txt"))),
    open(ROOT / "optional.txt").read() if "optional.txt" in os.listdir(ROOT) else "",
]

def on_page_markdown(markdown, page, **_):
    return markdown + "".join(TEXTS) if page.file.src_uri == "guide/score.md" else markdown
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project that reads by many ways, and its site."""
    folder = tmp_path_factory.mktemp("inputs")
    made = smallest(folder / "project")
    shutil.move(made / "results" / "2021", folder / "behind")
    (made / "results" / "2021").symlink_to(folder / "behind")
    (made / "notes").mkdir()
    shutil.copytree(EXAMPLES, made / "letters")
    for file, text in {
        folder / "outside.txt": "outside",
        made / "beside.py": "TEXT = 'beside'\n",
        made / "hooks.py": HOOK,
        made / "notes" / "a.txt": "a",
        made / "docs" / "guide" / "part.txt": "part",
        made / "base.yml": f"{CONFIG}hooks: [hooks.py]\n".replace(
            "plugins: [scorebook]", "plugins: {scorebook: {letters: letters}}"
        ),
    }.items():
        file.write_text(text, "utf-8")
    (made / "overrides").mkdir()
    (made / "overrides" / "main.html").write_text('{% extends "base.html" %}', "utf-8")
    edit(made / "base.yml", "font: false}", "font: false, custom_dir: overrides}")
    (made / "mkdocs.yml").write_text(
        "INHERIT: base.yml\ncopyright: !ENV [OWNER, x]\nmarkdown_extensions:\n"
        "  - toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}\n"
        "  - pymdownx.snippets: {base_path: [docs/guide], encoding: !ENV [ENCODING, utf-8]}\n",
        "utf-8",
    )
    (made / "docs" / "guide" / "score.md").write_text('# Score\n\n--8<-- "part.txt"\n', "utf-8")
    code, output = publish(made, folder / "site")
    assert code == Outcome.PUBLISHED, output
    return folder


@pytest.fixture
def copy(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # which the builder finds its modules by
    shutil.copytree(published, tmp_path / "copy", symlinks=True)
    link = tmp_path / "copy" / "project" / "results" / "2021"
    link.unlink()
    link.symlink_to(tmp_path / "copy" / "behind")
    return tmp_path / "copy"


def is_news(folder: Path) -> bool:
    """Whether a run would build: it looks whether all that the live site was made from is as it
    was."""
    store = Store(folder / "site")
    release = store.live_release()
    assert release is not None
    record = read_record(store.notes_of(release.id) / INPUTS)
    assert record is not None
    with locked(store.lock, labels("en")) as lock:
        project = read_project(folder / "project" / "mkdocs.yml", store, lock)
    return digest_inputs(project, record).digest != release.manifest.inputs.digest


def append(path: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / path).parent.mkdir(exist_ok=True)
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write("# more\n")

    return change


def rename_page(folder: Path) -> None:
    (folder / "project/docs/guide/part.txt").rename(folder / "project/docs/guide/parts.txt")
    edit(folder / "project/docs/guide/score.md", "part.txt", "parts.txt")


def replace_template(folder: Path) -> None:
    letters = folder / "project/letters/year"
    shutil.copy(letters / "notice.docx", letters / "bulletin.docx")


def add_template(folder: Path) -> None:
    letters = folder / "project/letters"
    shutil.copy(letters / "organization/feedback.docx", letters / "organization/second.docx")


@pytest.mark.parametrize(
    "change",
    [
        append("behind/north.yml"),
        append("project/standards/e1/edition.yml"),
        append("project/results/years.yml"),
        append("project/docs/guide/part.txt"),
        append("project/docs/guide/new.txt"),
        append("project/hooks.py"),
        append("project/beside.py"),
        append("project/base.yml"),
        append("project/mkdocs.yml"),
        append("project/overrides/main.html"),
        append("project/overrides/partials/footer.html"),
        append("project/notes/a.txt"),
        append("project/notes/b.txt"),
        append("project/optional.txt"),
        append("outside.txt"),
        rename_page,
        replace_template,
        add_template,
    ],
)
def test_a_change_counts(copy: Path, change: Callable[[Path], None]) -> None:
    change(copy)
    assert is_news(copy)


@pytest.mark.parametrize(
    ("name", "value"),
    [("BANNER", "x"), ("OWNER", "y"), ("ENCODING", "utf8"), ("SOURCE_DATE_EPOCH", "1700000000")],
)
def test_a_variable_of_the_environment_counts(
    copy: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    assert not is_news(copy)
    monkeypatch.setenv(name, value)
    assert is_news(copy)


def test_what_counts_is_published_once(copy: Path) -> None:
    append("behind/north.yml")(copy)
    variables = {"BANNER": "x"}
    code, output = publish(copy / "project", copy / "site", variables=variables)
    assert code == Outcome.PUBLISHED, output
    again, _ = publish(copy / "project", copy / "site", variables=variables)
    assert again == Outcome.UNCHANGED


def test_what_is_not_read_does_not_count(copy: Path) -> None:
    """Nor does another place of the project with all that lies beside it."""
    (copy / "unread.txt").write_text("x", "utf-8")
    variables = {"UNREAD": "1", "HOME": str(copy)}
    code, output = publish(copy / "project", copy / "site", variables=variables)
    assert code == Outcome.UNCHANGED, output


def test_data_that_changes_while_the_site_is_built_is_not_published(copy: Path) -> None:
    before = live(copy / "site")
    edit(
        copy / "project" / "hooks.py",
        "def on_page_markdown",
        "def on_post_build(**_):\n"
        "    (ROOT / 'results/2021/north.yml').open('a').write('# later\\n')\n\n"
        "def on_page_markdown",
    )
    code, output = publish(copy / "project", copy / "site")
    assert code == Outcome.BUILD
    assert "results/2021/north.yml: changed while the site was being built" in output
    assert live(copy / "site") == before


WRONG = {
    "no YAML": "a: [",
    "a control character": "a: \x01",
    "no mapping": "- a",
    "empty": "",
    "nothing inherited": "INHERIT: nowhere.yml",
    "inherits itself": f"INHERIT: mkdocs.yml\n{CONFIG}",
    "no such plugin": CONFIG.replace("[scorebook]", "[scorebook, nowhere]"),
    "without this plugin": CONFIG.replace("[scorebook]", "[]"),
    "plugins of a wrong type": CONFIG.replace("[scorebook]", "5"),
    "options of a wrong type": CONFIG.replace("[scorebook]", "[scorebook: {results: 5}]"),
    "theme of a wrong type": CONFIG.replace("{name: material, language: zh, font: false}", "5"),
    "address of a wrong type": CONFIG.replace("http://127.0.0.1:8000/", "5"),
    "hooks of a wrong type": f"{CONFIG}hooks: 5\n",
    "a hook that fails": f"{CONFIG}hooks: [raises.py]\n",
    "a hook that ends the process": f"{CONFIG}hooks: [exits.py]\n",
    "an unknown tag": f"{CONFIG}extra: !unknown x\n",
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_configuration_ends_with_words_and_a_finished_status(
    kind: str, tmp_path: Path
) -> None:
    made = project(tmp_path / "project")
    (made / "raises.py").write_text("raise ValueError('raised')\n", "utf-8")
    (made / "exits.py").write_text("import os\nos._exit(0)\n", "utf-8")
    (made / "mkdocs.yml").write_text(WRONG[kind], "utf-8")
    code, output = publish(made, tmp_path / "site")
    assert code == Outcome.BUILD, output
    assert "generator/publish" not in output, "no traceback of ours"
    found = status(tmp_path / "site")
    assert (found["outcome"], found["code"]) == ("build", Outcome.BUILD)
    assert found["lines"]
    assert found["finished"]


def test_a_module_in_the_folder_of_the_project_is_not_taken_for_ours(tmp_path: Path) -> None:
    made = smallest(tmp_path / "project")
    for name in ("generator", "mkdocs", "yaml"):
        (made / f"{name}.py").write_text("raise SystemExit('taken for ours')\n", "utf-8")
    variables = {"PYTHONSAFEPATH": "1"}  # as the console script has it
    code, output = publish(made, tmp_path / "site", variables=variables)
    assert code == Outcome.PUBLISHED, output
    assert os.path.lexists(tmp_path / "site" / "current")
