"""Fill the documents and tables of several scorecards: the results of a year, and the years of
an organization."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.analysis.edition_changes import comparable
from generator.analysis.year_statistics import by_rank
from generator.exports import documents as doc
from generator.exports.card_document import optional, organization_entry, titled
from generator.exports.numbers import number, number_or_null
from generator.exports.tables import Cells, Column, Row, Table, columns, named_table
from generator.messages.formats import negated
from generator.messages.labels import Labels
from generator.messages.wording import Wording
from generator.model.edition import Edition
from generator.model.result import Organization
from generator.scoring.summary import CardSummary
from generator.urls import card_file, organization_file, results_file

Ranks = Mapping[str, int]
"""The place of each organization that has one in a year, by its id."""
KindTitles = Mapping[str, str]
"""The titles of the kinds of organization, by id."""


def results_document(
    summaries: Sequence[CardSummary], ranks: Ranks, kinds: KindTitles, as_of: dt.date
) -> doc.ResultsDocument:
    """Return the results of a year as a document; ``as_of`` is the date of the year's data."""
    year, edition = summaries[0].year, summaries[0].edition.whole
    return doc.ResultsDocument(
        year=year,
        edition=titled(edition),
        illustrative=edition.illustrative,
        as_of=as_of,
        methods=tuple(doc.Titled(id=method.id, title=method.title) for method in edition.methods),
        aspects=tuple(doc.Titled(id=aspect.id, title=aspect.title) for aspect in edition.aspects),
        results=tuple(_result(card, ranks, kinds) for card in by_rank(summaries, ranks)),
    )


def _result(card: CardSummary, ranks: Ranks, kinds: KindTitles) -> doc.ResultEntry:
    organization = card.organization
    path = card_file(card.year, organization.id, "json")
    return doc.ResultEntry(
        organization=organization_entry(organization, card.name, kinds[card.kind], card.kind),
        state=card.state,
        date=card.status[-1].date,
        rank=ranks.get(organization.id),
        total=number_or_null(card.total),
        by_cutoff=optional(card.by_cutoff),
        grade=optional(card.grade),
        decided=card.decision is not None,
        no_grade=card.no_grade,
        base=number_or_null(card.base),
        adjustments=number_or_null(card.adjusted),
        negative=number_or_null(card.deducted),
        raw={id: number(raw) for id, raw in card.raw.items()},
        aspects={id: number(percent) for id, percent in card.aspects.items()},
        scorecard=path_between(results_file(card.year, "json"), path),
    )


def results_table(summaries: Sequence[CardSummary], ranks: Ranks, wording: Wording) -> Table:
    """Return the results of a year as a table.

    A column for the raw score of each method and one for the percentage of each aspect stand last.
    """
    labels, edition, cards = wording.labels, summaries[0].edition.whole, by_rank(summaries, ranks)
    table = named_table(labels, "results", [_result_cells(card, ranks, wording) for card in cards])
    raw = [_score_column(labels, "raw", method.title) for method in edition.methods]
    aspects = [_score_column(labels, "aspect", aspect.title) for aspect in edition.aspects]
    rows = [Row((*row, *_scores(card))) for row, card in zip(table.rows, cards, strict=True)]
    return Table(table.title, (*table.columns, *raw, *aspects), rows)


def _score_column(labels: Labels, name: str, title: str) -> Column:
    (column,) = columns(labels, "results", (name,), title=title)
    return column


def _scores(card: CardSummary) -> Iterator[Decimal | None]:
    for method in card.edition.whole.methods:
        yield card.raw.get(method.id)
    for aspect in card.edition.whole.aspects:
        yield card.aspects.get(aspect.id)


def _result_cells(card: CardSummary, ranks: Ranks, wording: Wording) -> Cells:
    organization = card.organization
    return {
        "rank": ranks.get(organization.id),
        "id": organization.id,
        "name": card.name,
        "kind": wording.kinds[card.kind],
        "total": card.total,
        "by_cutoff": card.by_cutoff.title if card.by_cutoff else None,
        "grade": card.grade.title if card.grade else None,
        "held": _about_grade(card, wording),
        "state": wording.labels(f"ui.state.{card.state}"),
        "date": card.status[-1].date,
        "no_grade": card.no_grade,
        "base": card.base,
        "adjustments": card.adjusted,
        "negative": None if card.deducted is None else negated(card.deducted),
    }


def _about_grade(card: CardSummary, wording: Wording) -> str | None:
    """Return why the grade is not the one that the total reaches."""
    if card.decision:
        return wording.labels("ui.year.decided")
    return wording.holds(card.edition, card.effective_holds) or None


class Year(NamedTuple):
    """One year of an organization.

    ``ranked`` counts the organizations that have a place in the year. ``comparable`` says whether
    the score may be compared with that of the year before; it is ``None`` for the first year.
    """

    card: CardSummary
    rank: int | None
    ranked: int
    comparable: bool | None


def organization_years(
    cards: Sequence[CardSummary], ranks: Mapping[int, Ranks], editions: Mapping[str, Edition]
) -> list[Year]:
    """Return the years of an organization from its cards, earliest first.

    ``ranks`` are those of each year, ``editions`` all editions by id.
    """
    return [
        Year(
            card,
            ranks[card.year].get(card.organization.id),
            len(ranks[card.year]),
            comparable(editions, before.edition, card.edition) if before else None,
        )
        for before, card in zip((None, *cards), cards, strict=False)
    ]


def organization_document(
    organization: Organization, kind: str, years: Sequence[Year]
) -> doc.OrganizationDocument:
    """Return an organization, with the title of its kind, and its years as a document."""
    return doc.OrganizationDocument(
        organization=organization_entry(organization, organization.name, kind),
        parent=organization.parent,
        founded=organization.founded,
        closed=organization.closed,
        illustrative=any(year.card.edition.illustrative for year in years),
        years=tuple([_year_entry(year) for year in years]),
    )


def _year_entry(year: Year) -> doc.YearEntry:
    card, id = year.card, year.card.organization.id
    return doc.YearEntry(
        year=card.year,
        name=card.name,
        edition=titled(card.edition),
        state=card.state,
        date=card.status[-1].date,
        rank=year.rank,
        ranked=year.ranked,
        total=number_or_null(card.total),
        grade=optional(card.grade),
        no_grade=card.no_grade,
        comparable=year.comparable,
        scorecard=path_between(organization_file(id, "json"), card_file(card.year, id, "json")),
    )


def years_table(years: Sequence[Year], wording: Wording) -> Table:
    """Return the years of an organization as a table."""
    return named_table(wording.labels, "years", [_year_cells(year, wording) for year in years])


def _year_cells(year: Year, wording: Wording) -> Cells:
    card, labels = year.card, wording.labels
    compare = "ui.organization.may" if year.comparable else "ui.organization.may_not"
    return {
        "year": card.year,
        "name": card.name,
        "edition": card.edition.title,
        "total": card.total,
        "rank": year.rank,
        "ranked": year.ranked,
        "grade": card.grade.title if card.grade else None,
        "state": labels(f"ui.state.{card.state}"),
        "date": card.status[-1].date,
        "compare": None if year.comparable is None else labels(compare),
    }


def path_between(start: str, target: str) -> str:
    """Return the relative path from a file to another.

    The other file lies under the folder of the first, or under another folder of the root.
    """
    folder = start[: start.rindex("/") + 1]
    if target.startswith(folder):
        return target.removeprefix(folder)
    return "../" * start.count("/") + target
