"""Gate of drafts: that they stay unpublished."""

from collections import defaultdict
from collections.abc import Iterator
from posixpath import dirname

from generator.gates.contents import read_texts
from generator.gates.gate import Case, Finding, finding
from generator.gates.private_texts import not_in_data, owners_of
from generator.gates.site_reader import Document, read_cards


def drafts(case: Case) -> Iterator[Finding]:
    """A public site says nothing of a draft but that there is one.

    It has none of its figures, nor any text that only the draft has.
    """
    if not case.drafts:
        return
    documents: dict[str, list[str]] = defaultdict(list)
    for path in case.reports:
        if path.endswith(".json"):
            documents[dirname(path)].append(path)
    for draft in case.drafts:
        paths = documents[f"results/{draft.year}/{draft.organization}"]
        if any(map(_has_figures, read_cards(case.site, paths).values())):
            yield finding("draft-figures", year=draft.year, organization=draft.organization)
    drafts = owners_of(case.drafts)
    found = {text for report in case.reports.values() for text in report.leaks}
    secrets = not_in_data(found, case.data)
    for path, report in case.reports.items():
        for text in report.leaks:
            if text in secrets and not _was_said(case, path, text):
                draft = drafts[text]
                facts = {"year": draft.year, "organization": draft.organization}
                yield finding("draft-text", page=path, text=text, **facts)


def _was_said(case: Case, path: str, text: str) -> bool:
    """Say whether the same file of the release before had a text: what is public is no secret."""
    file = case.before / path if case.before else None
    if file is None or not file.is_file():
        return False
    return any(text.encode() in said for said in read_texts(path, file.read_bytes()))


def _has_figures(card: Document) -> bool:
    return bool(card["methods"] or card["total"] is not None or card["grade"])
