"""Let gates judge the sites of a release, and say what they find."""

from collections.abc import Iterator, Sequence

from generator.gates.changes import Changes, compare_sites
from generator.gates.gate import NOT_COMPARED, Case, Finding, Gate
from generator.publish.options import Options
from generator.publish.status import GateResult


def judge(
    name: str, gate: Gate, cases: Sequence[Case], options: Options, *, used: bool
) -> GateResult:
    """Run a gate on all sites of a release.

    They may go on if it finds nothing, or if the options accept what it finds. At the first
    publication, and only then, there may be nothing to compare with: ``used`` tells whether
    anything was published before.
    """
    found = [(case, finding) for case in cases for finding in gate(case)]
    breaches = [pair for pair in found if pair[1] is not NOT_COMPARED]
    compared = not found or any(case.before for case in cases) or bool(breaches)
    if compared and not breaches:
        return GateResult(name, "passed")
    lines = tuple(_lines(breaches or found[:1], options))
    if name in options.accepted:
        return GateResult(name, "accepted", lines)
    if compared:
        return GateResult(name, "refused", lines)
    return GateResult(name, "not-compared", lines if used else ())


def _lines(found: Sequence[tuple[Case, Finding]], options: Options) -> Iterator[str]:
    for case, finding in found:
        line = options.labels(f"publish.finding.{finding.kind}", **finding.facts)
        yield f"{case.folder}: {line}" if case.folder else line


def may_go_on(result: GateResult, *, used: bool) -> bool:
    """Tell whether a release may go on after a gate."""
    return result.state in ("passed", "accepted") or (result.state == "not-compared" and not used)


def changes_of(cases: Sequence[Case]) -> Changes:
    """Return what the sites say otherwise than those before; each change once."""
    changes = [compare_sites(c.before, c.site, c.changed) for c in cases if c.before]
    results = {(each.year, each.organization): each for one in changes for each in one.results}
    clauses = {(each.edition, each.clause): each for one in changes for each in one.clauses}
    return Changes(tuple(results.values()), tuple(clauses.values()))


def digests_of(cases: Sequence[Case]) -> dict[str, str]:
    """Return the digests of all files, by their paths in the release."""
    return {
        f"{case.folder}/{path}" if case.folder else path: report.digest
        for case in cases
        for path, report in case.reports.items()
    }
