"""Read the sites of a release once, and put together all that gates look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from generator.dataset.approved import STANDARDS
from generator.dataset.library import Frame, load_results
from generator.gates.changes import differing
from generator.gates.gate import Case
from generator.gates.inspection import Report, Task, inspect_site, load_pages
from generator.gates.private_texts import private_texts, words_of
from generator.gates.secrets import Secrets, secrets_of
from generator.model.result import Result
from generator.publish.build import Built
from generator.publish.inputs import digest_program
from generator.publish.parts import Part, seen_by_trees, shared_part
from generator.publish.project import Project
from generator.publish.store import Release, Store

INPUTS = "inputs.json"
PAGES = "pages.json"
"""The notes of a release: what it was made from, and the links and ids of its pages."""


@dataclass(frozen=True, eq=False)
class Inspection:
    """What the sites of a release are inspected with. ``before`` is the release that they are
    compared with, ``frame`` the data but its results where there are audiences."""

    project: Project
    store: Store
    before: Release | None
    shrinkage: Decimal
    frame: Frame | None = None

    def inspect(self, part: Part, built: Built, shared: Case | None = None) -> Case:
        """Read a site in the staging folder, and return it as a case for the gates.

        ``shared`` is that of the site beside which trees of organizations lie.
        """
        drafts = self._drafts(built) if part.audience is None else ()
        data = self._files_of_data(built)
        secrets = self._secrets(part, built, data)
        before = self._before(part)
        files = part.relative(self.before.manifest.built) if self.before and before else {}
        reports = self._reports(part, drafts, data, secrets)
        digests = {path: report.digest for path, report in reports.items()}
        results = [Path(file) for file in built.results if file not in built.drafts]
        return Case(
            site=self.store.staging / part.folder,
            before=before,
            pages=sum(path.endswith(".html") for path in files),
            reports=reports,
            changed=differing(files, digests) if before else frozenset(),
            drafts=drafts,
            data=(*data, *results),
            ids=built.ids,
            address=self._address(part),
            shrinkage=self.shrinkage,
            secrets=secrets,
            folder=part.folder,
            shared=shared.reports if shared else (),
        )

    def _before(self, part: Part) -> Path | None:
        """Return the folder of the site in the release before, if it has one."""
        folder = self.before.folder / part.folder if self.before else None
        return folder if folder and folder.is_dir() else None

    def _address(self, part: Part) -> str:
        """Return the address that links may begin with; no tree is served at one of its own."""
        return "" if part.own else self.project.address

    def _drafts(self, built: Built) -> tuple[Result, ...]:
        return load_results([Path(file) for file in built.drafts])[0]

    def _secrets(self, part: Part, built: Built, data: list[Path]) -> Secrets:
        if part.audience is None or self.frame is None:
            return Secrets()
        known = self.frame.known_organizations
        organizations = tuple(known.values())
        public = [file for file in data if file != self.frame.organizations_at().file]
        words = "\n".join(words_of(public, self.project.language))
        trees = seen_by_trees(part, self.frame)
        return secrets_of(
            part.audience, organizations, self._all_results(built.results), words, trees
        )

    @cached_property
    def _loaded(self) -> dict[Sequence[str], tuple[Result, ...]]:
        return {}

    def _all_results(self, files: tuple[str, ...]) -> tuple[Result, ...]:
        """Load results, once for all audiences."""
        if files not in self._loaded:
            self._loaded[files] = load_results([Path(file) for file in files])[0]
        return self._loaded[files]

    def _reports(
        self, part: Part, drafts: tuple[Result, ...], data: list[Path], secrets: Secrets
    ) -> dict[str, Report]:
        """Read the site. What this program has read in the release before is not read again,
        unless what its readers may see can have changed."""
        known, pages, project = {}, {}, self.project
        before = self.before if part.audience is None else None
        if before and before.manifest.inputs.parts["program"] == digest_program():
            known = before.manifest.files
            notes = self.store.notes_of(before.id) / PAGES
            pages = load_pages(notes, project.address, known)
        private = private_texts(drafts, data, project.language) if drafts else (*secrets.seers,)
        site = self.store.staging / part.folder
        return inspect_site(Task(site, self._address(part), known, pages, private))

    def _files_of_data(self, built: Built) -> list[Path]:
        """Return the files of the data but those of results, approved or not."""
        project = self.project
        paths = [project.config.parent / path for path in built.record.paths]
        standards = [project.standards]
        if project.approved:
            standards.append(project.approved / STANDARDS)
        return [
            path
            for path in paths
            if path.suffix == ".yml" and path.is_file()
            if path.parent == project.results or any(map(path.is_relative_to, standards))
        ]


def inspect_release(
    inspection: Inspection, builts: Sequence[tuple[Part, Built]]
) -> tuple[Case, ...]:
    """Return the cases of all sites of a release."""
    cases: dict[str, Case] = {}
    for part, built in builts:
        beside = shared_part(part.audience).folder if part.own and part.audience else ""
        cases[part.folder] = inspection.inspect(part, built, cases.get(beside))
    return tuple(cases.values())
