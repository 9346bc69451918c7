"""Run a publication: lock, check, build, gates, manifest, swap; then write how it ended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from traceback import format_exception
from typing import NoReturn

from generator.dataset.assessment import examine
from generator.gates.changes import compare_sites, differing
from generator.gates.gate import DATA_GATE, all_gates
from generator.gates.inspection import dump_pages
from generator.messages.labels import Labels
from generator.messages.report import report_problems
from generator.publish.build import read_project
from generator.publish.examine import INPUTS, PAGES, Inspection, inspect_release
from generator.publish.inputs import Inputs, changed_paths, digest_inputs, read_record
from generator.publish.judge import changes_of, digests_of, judge, may_go_on
from generator.publish.lock import locked
from generator.publish.manifest import Manifest
from generator.publish.mirror import copy_release, is_copy
from generator.publish.options import Options
from generator.publish.parts import TREES, read_parts, write_maps
from generator.publish.project import Project
from generator.publish.report import write_status
from generator.publish.rights import explain
from generator.publish.sites import Sites, build_parts, digest_maps
from generator.publish.status import (
    RUNNING,
    GateResult,
    Outcome,
    Status,
    Stopped,
    last_live,
)
from generator.publish.store import (
    Release,
    carry_assets,
    link_built_files,
    share_files,
)
from generator.publish.waiting import lines_on_waiting


def publish(options: Options) -> Status:
    """Publish the project as it is now, and return how that ended.

    The live site is untouched but for the swap at the end.
    """
    return _run_locked(options, _Run.publish)


def roll_back(options: Options) -> Status:
    """Publish again what was live before, and remember the inputs that were taken back."""
    return _run_locked(options, _Run.roll_back)


def _run_locked(options: Options, work: Callable[["_Run"], None]) -> Status:
    started = _now()
    try:
        with locked(options.store.lock, options.labels) as lock:
            return _run(_Run(options, lock, Status(RUNNING, None, started)), work)
    except (Stopped, OSError) as error:
        return _end(Status(RUNNING, None, started), error, options.labels)


def _run(run: "_Run", work: Callable[["_Run"], None]) -> Status:
    """Do the work of a run, and write how it ended, whatever that is."""
    error: Exception | None = None
    try:
        run.begin()
        work(run)
    except Exception as stop:
        error = stop
    status = _end(run.status, error, run.options.labels)
    try:
        run.options.store.clean()
        write_status(run.options.store.folder, status, run.options.labels)
    except OSError as unwritten:
        status = _end(status, error or unwritten, run.options.labels)
    return status


def _end(status: Status, error: Exception | None, labels: Labels) -> Status:
    """Return the status of a run that ended with an error or without one.

    An error that nobody expected is a fault of this program; its lines help to find it.
    """
    outcome, lines = Outcome.PUBLISHED, status.lines
    if isinstance(error, Stopped):
        outcome, lines = error.outcome, (*lines, *error.lines)
    elif isinstance(error, OSError) and error.strerror:
        outcome, lines = Outcome.IMPOSSIBLE, (*lines, *explain(error, labels))
    elif error is not None:
        outcome, lines = (
            Outcome.IMPOSSIBLE,
            (*lines, *"".join(format_exception(error)).splitlines()),
        )
    return replace(status, outcome=outcome.label, code=int(outcome), finished=_now(), lines=lines)


def _now() -> str:
    """Return the time of the clock, which goes into the status and nowhere else."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


@dataclass
class _Run:
    """A run that holds the lock; its status grows as it goes."""

    options: Options
    lock: int
    status: Status
    live: Release | None = None
    before: Release | None = None
    notes: Mapping[str, bytes] = field(default_factory=dict)
    used: bool = False

    def begin(self) -> None:
        """Remove what a killed run left, and write that a new one is in progress."""
        store = self.options.store
        store.clean()
        if store.current.exists() and not store.current.is_symlink():
            line = self.options.labels("publish.no-link", folder=store.current)
            raise Stopped(Outcome.IMPOSSIBLE, [line])
        self.live = store.live_release()
        id = self.live.id if self.live else None
        previous = id or last_live(store.folder)
        self.used = store.is_used or previous is not None
        self.status = replace(self.status, live=id, previous=previous)
        write_status(store.folder, self.status, self.options.labels)

    def publish(self) -> None:
        """Publish, unless the data has problems or has not changed."""
        gates = tuple(map(GateResult, (DATA_GATE, *all_gates())))
        self.status = replace(self.status, gates=gates)
        project = read_project(self.options.config, self.options.store, self.lock)
        self.status = replace(self.status, lines=lines_on_waiting(project, self.options.labels))
        if not self._has_news(project):
            self._stop_unchanged()
        sites = self._build(project)
        inputs = digest_inputs(project, sites.record)
        self.status = replace(self.status, inputs=inputs.digest)
        withdrawn = self.live.manifest.withdrawn if self.live else ()
        if inputs.digest in withdrawn and not self.options.force:
            self._stop_unchanged()
        files = self._pass_gates(project, sites)
        self._stop_if_changed(sites)
        self._release(inputs, withdrawn, files)

    def roll_back(self) -> None:
        """Publish the newest release again that says something else than the live one."""
        earlier = self.options.store.earlier_release(self.live)
        if earlier is None:
            raise Stopped(Outcome.IMPOSSIBLE, [self.options.labels("publish.no-earlier")])
        line = self.options.labels("publish.back", id=earlier.id)
        self.status = replace(self.status, lines=(line,))
        link_built_files(earlier, self.options.store.staging)
        withdrawn: tuple[str, ...] = ()
        if self.live:
            if self.live.is_comparable:
                paths = differing(self.live.manifest.files, earlier.manifest.files)
                changes = compare_sites(self.live.folder, earlier.folder, paths)
                self.status = replace(self.status, changes=changes, compared=self.live.id)
            manifest = self.live.manifest
            withdrawn = (*manifest.withdrawn, manifest.inputs.digest)
        notes = self.options.store.notes_of(earlier.id)
        self.notes = {file.name: file.read_bytes() for file in notes.glob("*.json")}
        self._release(earlier.manifest.inputs, withdrawn, earlier.manifest.built)

    def _has_news(self, project: Project) -> bool:
        """Tell whether there is anything to publish.

        There is if what the live site was made from is not as it was, if the live site was
        tampered with, or if ``force`` is set. What was rolled back is not published again.
        """
        if self.options.force or not self.live:
            return True
        withdrawn = self.live.manifest.withdrawn
        for release in self.options.store.list_releases():
            digest = release.manifest.inputs.digest
            if release.id == self.live.id or digest in withdrawn:
                record = read_record(self.options.store.notes_of(release.id) / INPUTS)
                if record and digest_inputs(project, record).digest == digest:
                    self.status = replace(self.status, inputs=digest)
                    return digest not in withdrawn and not self.live.is_whole
        return True

    def _stop_unchanged(self) -> NoReturn:
        """End a run without a release; a line says so if the inputs were rolled back."""
        if self.live and self.status.inputs in self.live.manifest.withdrawn:
            line = self.options.labels("publish.withdrawn")
            self.status = replace(self.status, lines=(*self.status.lines, line))
        self._mirror()
        raise Stopped(Outcome.UNCHANGED)

    def _build(self, project: Project) -> Sites:
        """Build all sites in the staging folder; raises ``Stopped`` if that fails.

        The builder reads and checks the data. Only where it fails the data is read here, to tell
        in the language of the operator what is wrong with it.
        """
        store = self.options.store
        store.staging.mkdir()
        audiences, frame = read_parts(project, self.options.labels)
        try:
            built = build_parts(project, audiences, store, self.lock)
        except Stopped as stop:
            if stop.outcome is Outcome.BUILD:
                self._examine(project)
            raise
        self.status = self.status.with_gate(GateResult(DATA_GATE, "passed"))
        return Sites(built, audiences, frame)

    def _examine(self, project: Project) -> None:
        """Note the problems of the data; raises ``Stopped`` if it has any."""
        _, problems = examine(project.standards, project.results, approved=project.approved)
        lines = tuple(map(str, report_problems(problems, self.options.labels)))
        result = GateResult(DATA_GATE, "refused" if lines else "passed", lines)
        self.status = self.status.with_gate(result)
        if lines:
            raise Stopped(Outcome.DATA)

    def _stop_if_changed(self, sites: Sites) -> None:
        """Raise ``Stopped`` if the site may have been made from two states of an input."""
        labels, changed = self.options.labels, changed_paths(sites.states)
        if changed:
            lines = [labels("publish.changed-meanwhile", path=path) for path in changed]
            raise Stopped(Outcome.BUILD, lines)

    def _pass_gates(self, project: Project, sites: Sites) -> dict[str, str]:
        """Run all gates on the sites; raises ``Stopped`` if one refuses any.

        Returns the digests of all files.
        """
        store, options = self.options.store, self.options
        self.before = store.newest_comparable(self.live)
        inspection = Inspection(project, store, self.before, options.shrinkage, sites.frame)
        cases = inspect_release(inspection, sites.built)
        passed = True
        for name, gate in all_gates().items():
            result = judge(name, gate, cases, options, used=self.used)
            self.status = self.status.with_gate(result)
            passed &= may_go_on(result, used=self.used)
        if self.before:
            changes = changes_of(cases)
            self.status = replace(self.status, changes=changes, compared=self.before.id)
        if not passed:
            raise Stopped(Outcome.GATE)
        self.notes = {INPUTS: sites.record.to_json()}
        if sites.audiences is None:
            self.notes |= {PAGES: dump_pages(cases[0].reports, project.address)}
            return digests_of(cases)
        write_maps(store.staging, sites.audiences)
        return digests_of(cases) | digest_maps(store.staging)

    def _release(
        self, inputs: Inputs, withdrawn: tuple[str, ...], files: Mapping[str, str]
    ) -> None:
        """Make the site in the staging folder, with these files, the live release."""
        store = self.options.store
        carried: dict[str, int] = {}
        if self.live:
            share_files(store.staging, self.live, files)
            folder = f"{TREES}/" if (store.staging / TREES).is_dir() else ""
            carried = carry_assets(store.staging, self.live, self.options.carry, folder)
            files = {**files, **{path: self.live.manifest.files[path] for path in carried}}
        manifest = Manifest(inputs, dict(files), carried, withdrawn)
        before, self.live = self.live, store.add(store.staging, manifest, self.notes)
        if before and not before.is_complete:
            store.mend(self.live)
        self.status = replace(self.status, live=self.live.id, pages=manifest.pages)
        store.prune(self.options.keep)
        self._mirror()

    def _mirror(self) -> None:
        """Copy the live release to the folder that was asked for, unless it is there."""
        folder, live = self.options.mirror, self.live
        if folder is None or live is None:
            return
        self.status = replace(self.status, folder=str(folder))
        if not is_copy(folder, live):
            copy_release(folder, live, self.options.labels)
