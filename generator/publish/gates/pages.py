"""The gate of lost pages."""

from collections.abc import Iterator

from generator.publish.gates.case import Case, Finding, finding
from generator.publish.manifest import files_in


def pages(case: Case) -> Iterator[Finding]:
    """A site has at most the stated share fewer pages than the live one."""
    before = case.live.manifest.pages if case.live else 0
    now = sum(path.endswith(".html") for path in files_in(case.site))
    if (before - now) * 100 > case.share * before:
        yield finding("pages", before=before, now=now, share=case.share)
