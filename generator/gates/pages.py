"""Gates of files and pages: that they can be read, that links lead somewhere, that none is lost."""

from collections.abc import Container, Iterator, Mapping
from posixpath import normpath

from generator.gates.gate import NOT_COMPARED, Case, Finding, finding
from generator.gates.inspection import NOT_A_FILE, Page, read_attributes, resolve


def files(case: Case) -> Iterator[Finding]:
    """Every HTML, XML, JSON, CSV and XLSX file can be read by the programs it is made for.

    None is a link or a device, and none has control characters.
    """
    for path, report in case.reports.items():
        if report.fault == NOT_A_FILE:
            yield finding("not-a-file", page=path)
        elif report.fault:
            yield finding("unsound", page=path, reason=report.fault)


def links(case: Case) -> Iterator[Finding]:
    """Every link of a page to the site itself leads to a file that is there.

    Its anchor is an id on that page.
    """
    found = {path: report.page for path, report in case.reports.items() if report.page}
    ids = {path: frozenset(page.ids) for path, page in found.items()}
    files = TreeFiles(case.reports, case.shared) if case.shared else case.reports
    dead: dict[str, str] = {}
    seen: set[str] = set()
    for page in found.values():
        for target in page.targets:
            if target not in seen:
                seen.add(target)
                kind = _fault(target, files, ids)
                if kind:
                    dead[target] = kind
    for path, page in found.items() if dead else ():
        yield from _dead_links(case, path, page, dead)


def pages(case: Case) -> Iterator[Finding]:
    """A site has at most the allowed percentage of pages less than the one before."""
    if case.before is None:
        yield NOT_COMPARED
        return
    now = sum(path.endswith(".html") for path in case.reports)
    if (case.pages - now) * 100 > case.shrinkage * case.pages:
        yield finding("pages", before=case.pages, now=now, share=case.shrinkage)


class TreeFiles(Container[object]):
    """The files of trees of organizations, each of which has those of the shared site too."""

    def __init__(self, own: Container[object], shared: Container[object]) -> None:
        self._own = own
        self._shared = shared

    def __contains__(self, path: object) -> bool:
        return path in self._own or str(path).partition("/")[2] in self._shared


def _fault(target: str, files: Container[object], ids: Mapping[str, frozenset[str]]) -> str | None:
    """Return the kind of the finding for a target that is not there.

    A server gives the index of a folder, whether or not a slash stands at the end of its path.
    """
    path, _, anchor = target.partition("#")
    index = normpath(f"{path}/index.html")
    file = index if path.endswith("/") or index in files else path
    if file not in files:
        return "dead-link"
    return "dead-anchor" if anchor and anchor not in ids.get(file, (anchor,)) else None


def _dead_links(case: Case, path: str, page: Page, dead: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for each link of a page to a dead target, as it is written there."""
    if not dead.keys().isdisjoint(page.targets):
        written, _ = read_attributes((case.site / path).read_bytes())
        for link in sorted(written):
            kind = dead.get(resolve(path, link, case.address, case.base))
            if kind:
                yield finding(kind, page=path, link=link)
