"""Fill the tables of what is to be put right, and of what the grades of a year lead to."""

from collections.abc import Sequence

from generator.analysis.rectification import LedgerEntry, UseDue
from generator.exports.tables import Table, named_table
from generator.messages.wording import Wording


def ledger_table(entries: Sequence[LedgerEntry], wording: Wording) -> Table:
    """Return rectifications, at least one, as a table in their order."""
    labels = wording.labels
    rows = [
        {
            "name": row.card.name,
            "kind": wording.kinds[row.card.kind],
            "clause": row.entry.clause,
            "finding": row.entry.finding,
            "measure": row.entry.measure,
            "deadline": row.entry.deadline,
            "days": row.days or None,
            "progress": labels(f"ui.progress.{row.entry.state}"),
            "accepted": row.entry.accepted,
        }
        for row in entries
    ]
    return named_table(labels, "ledger", rows)


def uses_table(due: Sequence[UseDue], wording: Wording) -> Table:
    """Return what grades lead to, at least one use, as a table: a row for each thing done, or an
    empty one where nothing is recorded."""
    rows = [
        {
            "name": row.card.name,
            "grade": row.card.grade.title if row.card.grade else None,
            "use": row.use.title,
            "done": entry.done if entry else None,
            "date": entry.date if entry else None,
            "document": entry.document if entry else None,
        }
        for row in due
        for entry in row.done or (None,)
    ]
    return named_table(wording.labels, "uses", rows)
