"""Read a built site once, and put together all that gates look at."""

from decimal import Decimal
from pathlib import Path

from generator.dataset.library import load_results
from generator.gates.changes import differing
from generator.gates.gate import Case
from generator.gates.inspection import Report, Task, inspect_site, load_pages
from generator.gates.private_texts import private_texts
from generator.model.result import Result
from generator.publish.build import Built
from generator.publish.inputs import digest_program
from generator.publish.project import Project
from generator.publish.store import Release, Store

INPUTS = "inputs.json"
PAGES = "pages.json"
"""The notes of a release: what it was made from, and the links and ids of its pages."""


def inspect_release(
    project: Project, built: Built, store: Store, before: Release | None, shrinkage: Decimal
) -> Case:
    """Read the site in the staging folder, and return it as a case for the gates."""
    drafts, _ = load_results([Path(file) for file in built.drafts])
    data = _files_of_data(project, built)
    reports = _reports(project, store, before, drafts, data)
    digests = {path: report.digest for path, report in reports.items()}
    results = [Path(file) for file in built.results if file not in built.drafts]
    return Case(
        site=store.staging,
        before=before.folder if before else None,
        pages=before.manifest.pages if before else 0,
        reports=reports,
        changed=differing(before.manifest.built, digests) if before else frozenset(),
        drafts=drafts,
        data=(*data, *results),
        ids=built.ids,
        address=project.address,
        shrinkage=shrinkage,
    )


def _reports(
    project: Project,
    store: Store,
    before: Release | None,
    drafts: tuple[Result, ...],
    data: list[Path],
) -> dict[str, Report]:
    """Read the site. What this program has read in the release before is not read again."""
    known, pages = {}, {}
    if before and before.manifest.inputs.parts["program"] == digest_program():
        known = before.manifest.files
        pages = load_pages(store.notes_of(before.id) / PAGES, project.address, known)
    private = private_texts(drafts, data, project.language) if drafts else ()
    return inspect_site(Task(store.staging, project.address, known, pages, private))


def _files_of_data(project: Project, built: Built) -> list[Path]:
    """Return the files of the data but those of results."""
    root, results = project.config.parent, set(built.results)
    paths = [root / path for path in built.record.paths]
    folders = (project.standards, project.results)
    return [
        path
        for path in paths
        if str(path) not in results and path.suffix == ".yml" and path.is_file()
        if any(map(path.is_relative_to, folders))
    ]
