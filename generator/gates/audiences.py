"""Gate of audiences: that no tree tells what its readers must not know."""

from collections.abc import Iterator

from generator.gates.gate import Case, Finding, finding


def audiences(case: Case) -> Iterator[Finding]:
    """No file of a tree has a text of a result, or a name, that its readers must not see.

    Every file is read: pages, downloads and what is packed into them, the search index, and the
    names of files.
    """
    for path, report in case.reports.items():
        for text in report.leaks:
            if case.secrets.is_leak(path, text):
                yield finding("audience-text", page=path, text=text)
