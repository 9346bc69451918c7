"""Plan an import: what files a workbook changes, and what is wrong with it.

Nothing is written here. The data that a workbook makes is decoded, checked and scored with all
else; a problem of it is told at the cell that says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic import ValidationError

from generator.cells.choices import normalized
from generator.cells.columns import Cell
from generator.cells.values import Raw, as_shown, is_blank
from generator.dataset.approved import Read
from generator.dataset.decode import decode
from generator.dataset.library import Frame
from generator.dataset.trial import Trial
from generator.model.fields import Model
from generator.new.yaml_merge import merge
from generator.rules.recorded import BEGUN, state_of
from generator.workbook.digests import digest_of, digests_in
from generator.workbook.drafts import CellProblem, Data, Draft, Taking, without_gaps
from generator.workbook.id_tables import IdTable
from generator.workbook.joining import join
from generator.workbook.plan import Change, Options, Plan, at_cell
from generator.workbook.reading import Found, Grid, find_table
from generator.workbook.subject import Subject
from generator.workbook.trying import try_changes
from generator.yaml.nodes import Document, Plain

KEPT = "kept-as-changed"
"""The note that a file stays as it is, since the workbook is older and says nothing new."""
_OWN_SHEETS = ("about", "lists", "digests")


def plan_import(
    grids: Sequence[Grid], subject: Subject, frame: Frame, read: Read, options: Options
) -> Plan:
    """Return what the sheets of a workbook change in the records of a subject."""
    plan = Plan()
    made = digests_in(grids, subject.vocabulary)
    found = list(_found(grids, subject, plan))
    taking = _take(found, subject, options.complete)
    if options.partial and taking.problems:
        taking = _take(found, subject, False)
    plan.problems += taking.problems
    plan.notes += taking.notes
    drafts = {draft.owner: draft for draft in taking.drafts.values()}
    faulty = {problem.owner for problem in plan.problems}
    if options.partial or not faulty:
        _settle(_not_stale(drafts, made, subject, plan), subject, options, plan)
        if options.partial or not plan.problems:
            trial = Trial(frame.standards, frame.results_folder, read)
            try_changes(drafts, subject, trial, options, plan)
    return plan


def _found(grids: Sequence[Grid], subject: Subject, plan: Plan) -> Iterator[Found]:
    """Yield the tables that are found in sheets; what is no table is noted."""
    tables = subject.tables(replace(subject.vocabulary, new=_new_titles(grids, subject)))
    titles = {normalized(table.title): table for table in tables}
    own = {normalized(subject.vocabulary.text(f"sheets.{name}")) for name in _OWN_SHEETS}
    for grid in grids:
        table = titles.pop(normalized(grid.title), None)
        if table is None and normalized(grid.title) in {normalized(t.title) for t in tables}:
            plan.problems.append(CellProblem("sheet-twice", Cell(grid.place), {}))
        elif table is not None and grid.too_large:
            plan.problems.append(CellProblem("too-large", Cell(grid.place), {}))
        elif table is not None:
            found = find_table(grid, table)
            plan.problems += found.problems
            plan.notes += [_unknown(cell, grid) for cell in found.unknown]
            plan.notes += found.untitled
            yield found
        elif normalized(grid.title) not in own and any(map(any, grid.rows)):
            plan.notes.append(CellProblem("unknown-sheet", Cell(grid.place), {}))
    if len(titles) == len(tables):
        known = "、".join(table.title for table in tables)
        plan.problems.append(CellProblem("no-sheets", Cell(""), {"known": known}))


def _unknown(cell: Cell, grid: Grid) -> CellProblem:
    name = as_shown(grid.rows[cell.row - 1][cell.column])
    return CellProblem("unknown-column", cell, {"name": name})


def _new_titles(grids: Sequence[Grid], subject: Subject) -> dict[str, dict[str, str]]:
    """Return the titles of entries that a workbook holds, by section and id."""
    titles: dict[str, dict[str, str]] = {}
    by_title = {normalized(grid.title): grid for grid in grids}
    for table in subject.tables(subject.vocabulary):
        grid = by_title.get(normalized(table.title))
        if isinstance(table, IdTable) and grid is not None:
            names = ("title",), ("name",), ("text",)
            title = next((c.heading for c in table.all_columns if c.path in names), "")
            id = table.keys[0].heading
            cells = [row.cells for row in find_table(grid, table).rows]
            pairs = ((_text(row.get(id)), _text(row.get(title))) for row in cells)
            titles[table.section] = {id: title for id, title in pairs if id}
    return titles


def _text(cell: tuple[Raw, Cell] | None) -> str:
    if cell is None or is_blank(cell[0]):
        return ""
    raw = cell[0]
    return f"{raw:.15g}" if isinstance(raw, float) else str(raw).strip()


def _take(found: Iterable[Found], subject: Subject, complete: bool) -> Taking:
    taking = Taking(subject.records, complete)
    for part in found:
        part.table.take(part.rows, part.present, taking)
        if isinstance(part.table, IdTable):
            for draft in taking.drafts.values():
                draft.cells.setdefault((part.table.section,), Cell(part.sheet))
    for draft in taking.drafts.values():
        join(draft, taking)
    return taking


def _not_stale(
    drafts: Mapping[str, Draft], made: Mapping[str, str], subject: Subject, plan: Plan
) -> dict[str, Draft]:
    """Return the drafts whose records are still what the workbook was made of.

    Where both the workbook and the file have changed since is a problem; where the file alone has,
    it stays, and a note says so.
    """
    fresh: dict[str, Draft] = {}
    for owner, draft in drafts.items():
        model, was = subject.model(owner), made.get(owner)
        if "status" not in draft.data and _begins(draft.before):
            again: Data = {"status": draft.before["status"], **draft.data}
            draft.data = again if again == draft.before else draft.data
        if was is None or draft.data == draft.before or was == digest_of(draft.before, model):
            fresh[owner] = draft
            continue
        facts = {"file": subject.file(owner).name}
        place = draft.cell_at(()) or Cell("")
        if was == digest_of(draft.data, model):
            plan.notes.append(CellProblem(KEPT, Cell(""), facts))
        else:
            plan.problems.append(CellProblem("changed-since", place, facts, owner))
    return fresh


def _begins(data: Data) -> bool:
    """Tell whether a result has no state yet but the first, which an import may have given it."""
    steps = data.get("status")
    return isinstance(steps, tuple) and len(steps) == 1 and state_of(data) in BEGUN


def _settle(drafts: Mapping[str, Draft], subject: Subject, options: Options, plan: Plan) -> None:
    """Find the drafts that change their files; one that cannot be decoded is a problem."""
    faulty = {problem.owner for problem in plan.problems}
    for owner, draft in drafts.items():
        if owner not in faulty:
            _begin(draft, subject, options)
            change = _change(draft, subject, plan)
            plan.changes += [change] if change else []


def _begin(draft: Draft, subject: Subject, options: Options) -> None:
    """Let a new result begin as a draft."""
    if subject.kind == "results" and draft.data and not draft.before and "status" not in draft.data:
        first: Plain = {"state": "draft", "date": options.date}
        draft.data = {"status": (first,), **draft.data}


def _change(draft: Draft, subject: Subject, plan: Plan) -> Change | None:
    """Return the change of a file, if its data is not what it was; what cannot be decoded is a
    problem."""
    model, file = subject.model(draft.owner), subject.file(draft.owner)
    if draft.data == draft.before:
        return None
    if draft.owner in subject.faulty:
        place = draft.cell_at(()) or Cell("")
        plan.problems.append(CellProblem("faulty-file", place, {"file": file.name}, draft.owner))
        return None
    said = without_gaps(draft.data) if subject.kind == "results" else draft.data
    after, problems = decode(file, model, Document(said))
    if after is None:
        plan.problems += [at_cell(problem, draft) for problem in problems]
        return None
    if _same(model, draft.before, draft.data):
        return None
    text = file.read_text("utf-8") if draft.before else ""
    data = _in_order(draft.data, model)
    return Change(draft.owner, file, draft.before, data, merge(text, draft.before, data))


def _same(model: Model, before: Data, after: Data) -> bool:
    """Tell whether two data say the same; what is to be filled in says nothing yet."""
    try:
        values = [model.model_validate(data) for data in (before, after)]
    except ValidationError:
        return False
    old, new = (value.model_dump(by_alias=True, exclude_defaults=True) for value in values)
    return old == new


def _in_order(data: Data, model: Model) -> Data:
    """Return data in the order of the fields of its model."""
    names = [field.alias or name for name, field in model.model_fields.items()]
    return {name: data[name] for name in names if name in data}
