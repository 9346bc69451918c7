"""The tables of a year: one for each method, and those of what a result holds beside them."""

from dataclasses import replace

from generator.cells.columns import Column, column_of, entry_columns
from generator.cells.fields import fields_of
from generator.cells.vocabulary import Vocabulary
from generator.model.edition import Edition
from generator.model.fields import model_in
from generator.model.result import Declared, Occurrence, ResultFile
from generator.scoring.standards import standards_of
from generator.workbook.method_tables import (
    findings_table,
    method_tables,
    number_column,
    of_rules,
    parts,
    titled,
)
from generator.workbook.tables import EntryTable, MappingTable, Owners, OwnerTable, Table

_OWN_TABLES = ("methods", "declared")
"""The fields of a result that have tables of their own."""


def result_tables(edition: Edition, vocabulary: Vocabulary, graders: int = 0) -> tuple[Table, ...]:
    """Return the tables of the results of a year under an edition.

    ``graders`` is how many scores the method of an organization has recorded at most.
    """
    owners = _owners(vocabulary)
    fields = fields_of(ResultFile)
    methods = [
        table
        for method in edition.methods
        for table in method_tables(edition, method, vocabulary, owners, graders)
    ]
    return (
        *methods,
        findings_table(edition, methods, vocabulary, owners),
        *(_list_table(edition, name, vocabulary, owners) for name in fields.lists),
        *(_text_table(name, vocabulary, owners) for name in fields.mappings),
        _result_table(vocabulary, owners),
        _declared_table(edition, vocabulary, owners),
    )


def _owners(vocabulary: Vocabulary) -> Owners:
    names = vocabulary.organizations()
    id, name = vocabulary.text("columns.id"), vocabulary.text("columns.name")
    return Owners(
        names,
        Column(("id",), id, "id", help=vocabulary.text("help.id"), choices=names, locked=True),
        Column(("name",), name, "id", choices=names, locked=True),
    )


def _result_table(vocabulary: Vocabulary, owners: Owners) -> OwnerTable:
    """Return the table of what a result says once: no grade, a decision, a note."""
    columns = tuple(
        column_of(leaf, ResultFile, vocabulary)
        for leaf in fields_of(ResultFile).leaves
        if leaf.path[0] not in _OWN_TABLES and leaf.kind != "notation"
    )
    keys = (owners.id, owners.name)
    return OwnerTable(vocabulary.text("sheets.result"), keys, columns, owners=owners)


def _list_table(edition: Edition, name: str, vocabulary: Vocabulary, owners: Owners) -> EntryTable:
    """Return the table of a list of all results, such as the adjustments."""
    model = model_in(ResultFile.model_fields[name].annotation)
    assert model is not None
    columns = entry_columns(model, vocabulary)
    if model is Occurrence:
        columns = of_rules(columns, getattr(edition, name))
    number = number_column(vocabulary)
    return EntryTable(
        vocabulary.title(name),
        (owners.id, owners.name, number),
        columns,
        grows=True,
        owners=owners,
        number=number,
        lists={"": (name,)},
    )


def _text_table(name: str, vocabulary: Vocabulary, owners: Owners) -> MappingTable:
    standards = vocabulary.entries("standards", with_ids=True)
    key = Column(("key",), vocabulary.text("columns.standard"), "id", choices=standards)
    text = Column(("text",), vocabulary.text("columns.reason"), "text")
    keys = (owners.id, owners.name)
    title = vocabulary.title(name)
    return MappingTable(title, keys, (key, text), grows=True, owners=owners, path=(name,))


def _declared_table(edition: Edition, vocabulary: Vocabulary, owners: Owners) -> OwnerTable:
    """Return the table of all declared figures: of methods, of steps, and of standards."""
    raw = [
        Column(("declared", "raw", method.id), titled(method), "number", names=(method.id,))
        for method in edition.methods
    ]
    steps = [
        replace(column_of(leaf, Declared, vocabulary), path=("declared", *leaf.path))
        for leaf in fields_of(Declared).leaves
        if leaf.kind != "notation"
    ]
    marks = [
        Column(
            (*part.at, "marks", standard.id),
            f"{part.key} {titled(standard)}",
            "number",
            help=vocabulary.text("help.mark", method=part.title),
            names=(f"{part.key} {standard.id}",),
        )
        for method in edition.methods
        for part in parts(method)
        for standard in standards_of(edition, method)
    ]
    keys, title = (owners.id, owners.name), vocabulary.text("sheets.declared")
    return OwnerTable(title, keys, (*raw, *steps, *marks), owners=owners)
