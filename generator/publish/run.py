"""One run: lock, check, build, gates, manifest, swap; and what is told of it."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from generator.dataset.book import Assessment, Book, examine
from generator.messages.report import reports
from generator.publish.building import build
from generator.publish.changes import changes
from generator.publish.folder import copy_to, is_copy
from generator.publish.gates import DATA, GATES, Case
from generator.publish.inputs import Inputs, inputs_of
from generator.publish.lock import locked
from generator.publish.manifest import Manifest, digests
from generator.publish.order import Order
from generator.publish.outcome import Outcome, Stopped
from generator.publish.project import Project, read_project
from generator.publish.shelf import Release, carry_over, copied, share
from generator.publish.status import RUNNING, GateResult, Status
from generator.publish.telling import now, tell


def publish(order: Order) -> Status:
    """Publish the project as it is now; gives how that ended. The live site is untouched but
    by the swap at the end."""
    return _alone(order, lambda run: run.nightly())


def roll_back(order: Order) -> Status:
    """Publish again what was live before, and remember the data that was taken back."""
    return _alone(order, lambda run: run.back())


def _alone(order: Order, work: Callable[["_Run"], None]) -> Status:
    """Do the work under the lock, and tell its end, whatever it is."""
    started = now()
    try:
        with locked(order.shelf.lock, order.words) as lock:
            return _told(_Run(order, lock, Status(RUNNING, None, started)), work)
    except (Stopped, OSError) as end:
        return _ended(Status(RUNNING, None, started), end)


def _told(run: "_Run", work: Callable[["_Run"], None]) -> Status:
    end: Stopped | OSError | None = None
    try:
        run.begin()
        work(run)
    except (Stopped, OSError) as stop:
        end = stop
    status = _ended(run.status, end)
    try:
        run.order.shelf.clean()
        tell(run.order, status)
    except OSError as error:
        status = _ended(status, end or error)
    return status


def _ended(status: Status, end: Stopped | OSError | None) -> Status:
    """The status with the outcome of its run."""
    outcome, lines = Outcome.PUBLISHED, status.lines
    if isinstance(end, Stopped):
        outcome, lines = end.outcome, (*lines, *end.lines)
    elif end is not None:
        outcome, lines = Outcome.IMPOSSIBLE, (*lines, f"{end.filename}: {end.strerror}")
    return replace(status, outcome=outcome.label, code=int(outcome), finished=now(), lines=lines)


@dataclass
class _Run:
    """A run that holds the lock. Its status grows as it goes."""

    order: Order
    lock: int
    status: Status
    live: Release | None = None

    def begin(self) -> None:
        """Remove what a killed run left, and say that a new one is in progress."""
        self.order.shelf.clean()
        self.live = self.order.shelf.live()
        name = self.live.id if self.live else None
        self.status = replace(self.status, live=name, previous=name)
        tell(self.order, self.status)

    def nightly(self) -> None:
        """Publish, unless the data has problems or has not changed."""
        self.status = replace(self.status, gates=tuple(map(GateResult, (DATA, *GATES))))
        project = read_project(self.order.config)
        assessment = self._assessment(project)
        inputs = inputs_of(project, _epoch(assessment.book))
        self.status = replace(self.status, inputs=inputs.digest)
        if not self._is_news(inputs):
            self._copy()
            raise Stopped(Outcome.UNCHANGED)
        self._build(project, assessment, inputs)
        self._publish(inputs, self.live.manifest.withdrawn if self.live else ())

    def _assessment(self, project: Project) -> Assessment:
        """The data; its problems end the run, in words."""
        assessment, problems = examine(project.standards, project.results)
        found = tuple(map(str, reports(problems, self.order.words)))
        state = GateResult(DATA, "refused" if found else "passed", found)
        self.status = self.status.with_gate(state)
        if found:
            raise Stopped(Outcome.DATA)
        return assessment

    def _is_news(self, inputs: Inputs) -> bool:
        """Whether there is anything to publish: other inputs, or a live site that was
        tampered with."""
        if self.order.force or not self.live:
            return True
        if inputs.digest in self.live.manifest.withdrawn:
            line = self.order.words("publish.withdrawn")
            self.status = replace(self.status, lines=(line,))
            return False
        same = inputs.digest == self.live.manifest.inputs.digest
        return not same or not self.live.is_whole

    def _build(self, project: Project, assessment: Assessment, inputs: Inputs) -> None:
        site, log = self.order.shelf.building, self.order.shelf.folder / "build.log"
        site.mkdir()
        build(project, site, log, inputs.epoch, self.lock)
        case = Case(site, self.live, assessment, project, self.order.share)
        refused = [name for name in GATES if not self._passes(name, case)]
        before = self.live.folder if self.live else None
        self.status = replace(self.status, changes=changes(before, site) if before else None)
        if refused:
            raise Stopped(Outcome.GATE)

    def _passes(self, name: str, case: Case) -> bool:
        """Whether a gate lets the site through, by itself or by consent."""
        words = self.order.words
        said = [words(f"publish.finding.{one.kind}", **one.facts) for one in GATES[name](case)]
        consent = name in self.order.accepted
        state = GateResult(name, "passed", tuple(said))
        if said:
            state = replace(state, state="accepted" if consent else "refused")
        self.status = self.status.with_gate(state)
        return not said or consent

    def _publish(self, inputs: Inputs, withdrawn: tuple[str, ...]) -> None:
        """Make what was built the live release."""
        site, shelf = self.order.shelf.building, self.order.shelf
        carried: dict[str, int] = {}
        if self.live:
            files = share(site, self.live)
            carried = carry_over(site, self.live, self.order.carry)
            files |= {path: self.live.manifest.files[path] for path in carried}
        else:
            files = digests(site)
        manifest = Manifest(inputs, files, carried, withdrawn)
        self.live = shelf.take_in(site, manifest)
        self.status = replace(self.status, live=self.live.id, pages=manifest.pages)
        shelf.prune(self.order.keep)
        self._copy()

    def back(self) -> None:
        """Make the newest release that says something else than the live one live again."""
        earlier = self._earlier()
        if earlier is None:
            raise Stopped(Outcome.IMPOSSIBLE, [self.order.words("publish.no-earlier")])
        line = self.order.words("publish.back", id=earlier.id)
        self.status = replace(self.status, lines=(line,))
        copied(earlier, self.order.shelf.building)
        withdrawn: tuple[str, ...] = ()
        if self.live:
            found = changes(self.live.folder, earlier.folder)
            self.status = replace(self.status, changes=found)
            old = self.live.manifest
            withdrawn = (*old.withdrawn, old.inputs.digest)
        self._publish(earlier.manifest.inputs, withdrawn)

    def _earlier(self) -> Release | None:
        kept = self.order.shelf.kept()
        gone: set[str] = set()
        if self.live:
            gone = {self.live.manifest.inputs.digest, *self.live.manifest.withdrawn}
        fit = (one for one in kept if one.manifest.inputs.digest not in gone and one.is_whole)
        return next(fit, None)

    def _copy(self) -> None:
        """The live release in a folder as well, where that was asked for."""
        folder, live = self.order.folder, self.live
        if folder is None or live is None:
            return
        self.status = replace(self.status, folder=str(folder))
        if not is_copy(folder, live):
            copy_to(folder, live, self.order.words("publish.not-ours", folder=folder))


def _epoch(book: Book) -> int:
    """The newest day of the data in seconds, or what the environment says instead."""
    day = datetime.combine(book.newest, time(), UTC)
    return int(os.environ.get("SOURCE_DATE_EPOCH") or day.timestamp())
