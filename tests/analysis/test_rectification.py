"""The ledger: what is late at the date of the data, and what the grades have led to."""

import datetime as dt
import io
from collections import Counter

from openpyxl import load_workbook
from rendering import downloads, site_of

from generator.analysis.rectification import count_ledger, ledger, uses_due
from generator.dataset.assessment import Assessment
from generator.messages.labels import labels


def test_days_overdue_are_counted_to_the_date_of_the_data(sample: Assessment) -> None:
    as_of = sample.book.years[2024].as_of
    rows = ledger(sample.book.by_year[2024], as_of)
    late = [row for row in rows if row.entry.overdue(as_of)]
    assert rows[: len(late)] == late
    assert [row.days for row in late] == [(as_of - row.entry.deadline).days for row in late]
    assert {row.days for row in rows[len(late) :]} == {0}
    after = as_of + dt.timedelta(days=30)
    assert ledger(sample.book.by_year[2024], after)[0].days == rows[0].days + 30


def test_every_rectification_stands_in_the_ledger_once(sample: Assessment) -> None:
    cards = [card for card in sample.cards if card.year == 2024]
    rows = ledger(sample.book.by_year[2024], sample.book.years[2024].as_of)
    assert Counter(row.entry for row in rows) == Counter(
        entry for card in cards for entry in card.result.rectification
    )
    assert [row.closed for row in rows if not row.overdue] == sorted(
        row.closed for row in rows if not row.overdue
    )
    count = count_ledger(rows)
    assert (count.entries, count.overdue) == (len(rows), sum(row.overdue for row in rows))


def test_what_a_grade_leads_to_is_open_until_it_is_recorded(sample: Assessment) -> None:
    due = uses_due(sample.book.by_year[2024])
    assert [bool(row.done) for row in due] == sorted(bool(row.done) for row in due)
    for row in due:
        assert row.card.grade is not None
        assert row.card.grade.id in row.use.grades
    done = {(row.card.organization.id, row.use.id) for row in due if row.done}
    assert done == {(id, "recommended") for id in ("finance", "organization-dept", "publicity")}


def test_the_workbook_holds_the_whole_ledger(sample: Assessment) -> None:
    made = downloads(sample.without_drafts(), labels("zh"))
    file = next(file for file in made if file.path.endswith("ledger-2024.xlsx"))
    book = load_workbook(io.BytesIO(file.make()))
    book_rows = [*book["整改台账"].iter_rows(values_only=True)]
    rows = ledger(sample.book.by_year[2024], sample.book.years[2024].as_of)
    names = {row.card.name for row in rows}
    assert len([row for row in book_rows if row[0] in names]) == len(rows)
    assert any("直党〔2025〕6号" in row for row in book["结果运用"].iter_rows(values_only=True))


def test_the_page_says_what_is_overdue_and_what_has_no_record(sample: Assessment) -> None:
    site = site_of(sample.without_drafts(), labels("zh"))
    pages = {page.path: page for page in site.shared_pages}
    ledger_page = site.render(pages["ledger/2024/index.md"]).markdown
    uses_page = site.render(pages["ledger/2024/uses.md"]).markdown
    assert ledger_page.count("已逾期</span>") == 5
    assert "未记录" in uses_page
    assert "直党〔2025〕6号" in uses_page
