"""All downloads of a book as they are published, made once for all tests of them."""

import functools

from paths import ROOT
from rendering import downloads

from generator.dataset.assessment import Assessment, read_assessment
from generator.exports.download import Download
from generator.exports.feed import Publication
from generator.messages.labels import labels

SITE = "https://example.org/party/"
PUBLICATION = Publication("示例站", SITE)
WORDS = labels("zh")
NAMES = ("sample", "tiny", "deductions")


@functools.cache
def book_of(name: str) -> Assessment:
    """The book of the sample or of a scheme, without its drafts."""
    folder = ROOT if name == "sample" else ROOT / "tests" / "schemes" / name
    return read_assessment(folder / "standards", folder / "results").without_drafts()


@functools.cache
def offered(name: str) -> dict[str, Download]:
    return {one.path: one for one in downloads(book_of(name), WORDS, PUBLICATION)}


@functools.cache
def files(name: str) -> dict[str, bytes]:
    return {path: one.make() for path, one in offered(name).items()}
