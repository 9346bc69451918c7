"""What is to be done with each page and download of a site: MkDocs builds it, or we do."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from generator.exports.download import Download
from generator.pages.page import Page
from generator.site import Site, Written
from generator.turbo.page_shells import Blank, blank


@dataclass(frozen=True, slots=True)
class Plan:
    """The pages that MkDocs builds, as it gets them, by path; what was kept from Markdown of
    them; pages to be stamped; of each kind of those one that MkDocs builds, to compare; and
    the downloads that are not written with a stamped page."""

    written: Mapping[str, Written]
    blanks: Mapping[str, Blank]
    stamped: tuple[Page, ...]
    proofs: Mapping[str, Written]
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class How:
    """How a site is made: whether we ``stamp`` or MkDocs builds all, whether that is to be
    proven."""

    stamp: bool
    prove: bool


def planned(site: Site, built: Container[str], how: How) -> Plan:
    """The plan for a site. The pages at the paths ``built`` are left to MkDocs, such as those
    in the navigation, which marks them there."""
    stamped, proofs = parted(site.pages if how.stamp else (), built, prove=how.prove)
    others = {page.path for page in stamped}
    known = {page.path for page in proofs}
    written = {page.path: site.written(page) for page in site.pages if page.path not in others}
    blanks = {
        path: blank(page) for path, page in written.items() if how.stamp and path not in known
    }
    built_here = (page for page in site.pages if page.path not in others and page.organization)
    return Plan(
        written={**written, **{path: one.page for path, one in blanks.items()}},
        blanks=blanks,
        stamped=tuple(stamped),
        proofs={path: written[path] for path in known},
        downloads=(
            *site.shared,
            *(one for page in built_here for one in site.offered(page)),
        ),
    )


def parted(
    pages: Iterable[Page], built: Container[str], *, prove: bool
) -> tuple[list[Page], list[Page]]:
    """The pages to be stamped, and, to ``prove`` that it can be done, of each kind of them one
    that MkDocs is to build."""
    ours = [page for page in pages if page.path not in built]
    if not prove:
        return ours, []
    proofs: dict[str, Page] = {}
    stamped = [page for page in ours if proofs.setdefault(page.template, page) is not page]
    return stamped, list(proofs.values())
