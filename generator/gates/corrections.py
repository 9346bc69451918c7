"""Gate of corrections: that no published result changes in silence."""

from collections.abc import Iterator

from generator.gates.gate import NOT_COMPARED, Case, Finding
from generator.gates.silent_changes import silent_changes
from generator.gates.site_reader import read_cards


def corrections(case: Case) -> Iterator[Finding]:
    """A published score or grade that is final or under review changes only with an entry under
    ``corrections``.

    The entries must lead from the old value to the new one. The entry of a score explains the
    grade that follows from it too. See "更正" in ``docs/guide/objections.md``.
    """
    if case.before is None:
        yield NOT_COMPARED
        return
    before = read_cards(case.before, case.changed)
    after = read_cards(case.site, case.changed)
    for key in sorted(before):
        yield from silent_changes(before[key], after.get(key))
