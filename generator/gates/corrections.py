"""Gate of corrections: that no published result changes in silence."""

from collections.abc import Iterator

from generator.gates.gate import NOT_COMPARED, Case, Finding
from generator.gates.silent_changes import silent_changes
from generator.gates.site_reader import read_cards, was_final


def corrections(case: Case) -> Iterator[Finding]:
    """A published final score or grade changes only with an entry under ``corrections``.

    The entries must lead from the old value to the new one. The entry of a score explains the
    grade that follows from it too. See "更正" in ``docs/guide/objections.md``.
    """
    if case.before is None:
        yield NOT_COMPARED
        return
    before = read_cards(case.before, case.changed)
    after = read_cards(case.site, case.changed)
    for key in sorted(before):
        if was_final(before[key]):
            yield from silent_changes(before[key], after.get(key))
