"""The kinds of page, by which audiences are let in: each page has one, told by its path."""

import re

ALWAYS = "always"
"""The kind of the few pages that say nothing of any result, and of the home page."""
_KINDS = (
    (re.compile(r"index\.md|search/index\.md|guide/rules\.md"), ALWAYS),
    (re.compile(r"own\.md"), "own"),
    (re.compile(r"standards/index\.md"), "criteria"),
    (re.compile(r"standards/[^/]+/negative-list\.md"), "negative-list"),
    (re.compile(r"standards/[^/]+/results-[0-9]{4}\.md"), "review"),
    (re.compile(r"standards/[^/]+/(index|whole|items|adjustments|changes)\.md"), "criteria"),
    (re.compile(r"standards/[^/]+/(aspects|clauses)/[^/]+\.md"), "criteria"),
    (re.compile(r"results/(index|compare|[0-9]{4}/(index|page/[0-9]+))\.md"), "ranking"),
    (re.compile(r"results/[0-9]{4}/[^/]+\.md"), "cards"),
    (re.compile(r"organizations/(index|kind/[^/]+(/[0-9]+)?|[^/]+)\.md"), "cards"),
    (re.compile(r"ledger/(index|[0-9]{4}/(index|uses)(-[0-9]+)?)\.md"), "ledger"),
)


def page_kind(path: str) -> str:
    """Return the kind of the page at a path; an unknown one has none, and no audience sees it."""
    return next((kind for pattern, kind in _KINDS if pattern.fullmatch(path)), "")
