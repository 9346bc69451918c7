"""A site that several processes make together is the one that MkDocs makes alone."""

import shutil
from pathlib import Path

import pytest
from paths import ROOT
from province import make_province
from sites import Build, build, build_once, configure, differing, only_one
from test_accelerated_build import HOOK, with_options, without_accelerators

pytestmark = pytest.mark.system

CARDS = 24
PROCESSES = """
from generator.turbo import workers

assert workers.WORTH_PROCESSES > 0
workers.WORTH_PROCESSES = 0
"""
"""A hook of MkDocs that lets few scorecards be worth a second process."""
HOOKS = ("strict: true", "strict: true\nhooks: [processes.py]")
OWN_HOOKS = ("hooks: [processes.py]", "hooks: [processes.py, own.py]")


@pytest.fixture(scope="session")
def province(shared: Path) -> Path:
    """A project with so many scorecards."""
    folder = shared / "province"
    project = folder / "project"
    with only_one(folder) as is_first:
        if is_first:
            make_province(project, CARDS)
            shutil.copy(ROOT / "mkdocs.yml", project)
            shutil.copytree(ROOT / "docs", project / "docs")
            (project / "processes.py").write_text(PROCESSES, "utf-8")
            configure(project, [HOOKS])
    return project


@pytest.fixture(scope="module")
def together(province: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Its site, as processes of this machine make it."""
    done = build(province, tmp_path_factory.mktemp("together") / "site")
    assert done.code == 0, done.output
    return done


def test_every_file_is_the_one_that_mkdocs_makes(
    province: Path, together: Build, tmp_path: Path
) -> None:
    def copy(project: Path) -> None:
        shutil.copytree(province, project)

    plain = build_once(tmp_path / "plain", copy, [without_accelerators()])
    assert plain.code == 0, plain.output
    assert differing(together.site, plain.site) == []


def test_where_shells_do_not_fit_mkdocs_makes_the_pages_of_all(
    province: Path, tmp_path: Path
) -> None:
    """A strict build does not stop at it."""

    def copy(project: Path) -> None:
        shutil.copytree(province, project)
        (project / "own.py").write_text(HOOK, encoding="utf-8")

    quick = [OWN_HOOKS, with_options("search: false")]
    slow = [OWN_HOOKS, without_accelerators("search: false")]
    stamped = build_once(tmp_path / "stamped", copy, quick)
    plain = build_once(tmp_path / "plain", copy, slow)
    assert (stamped.code, plain.code) == (0, 0), stamped.output + plain.output
    assert "own.py" in stamped.output
    assert differing(stamped.site, plain.site) == []


def test_a_problem_is_told_as_ever_and_the_old_site_is_left_alone(
    province: Path, tmp_path: Path
) -> None:
    project, site = tmp_path / "project", tmp_path / "site"
    shutil.copytree(province, project)
    file = project / "results" / "2024" / "t000007.yml"
    file.write_text(file.read_text("utf-8").replace("total: ", "total: 9"), encoding="utf-8")
    site.mkdir()
    (site / "index.html").write_text("old", encoding="utf-8")
    done: Build = build(project, site)
    assert done.code == 1
    assert "t000007.yml:" in done.output
    assert (site / "index.html").read_text("utf-8") == "old"


def test_the_workers_of_a_cluster_make_every_file_the_same(
    province: Path, together: Build, tmp_path: Path
) -> None:
    distributed = pytest.importorskip("distributed")

    def copy(project: Path) -> None:
        shutil.copytree(province, project)

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        address = with_options(f"cluster: {cluster.scheduler_address}")
        clustered = build_once(tmp_path / "clustered", copy, [address])
    assert clustered.code == 0, clustered.output
    assert differing(clustered.site, together.site) == []
    assert [path for path in clustered.site.iterdir() if path.name.startswith(".")] == []
