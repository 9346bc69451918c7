"""The pages and downloads of an assessment, as tests ask for them."""

from collections.abc import Iterator, Sequence

from generator.dataset.assessment import Assessment
from generator.exports.download import Download
from generator.exports.feed import Publication
from generator.messages.labels import Labels
from generator.render.markdown_page import MarkdownPage
from generator.scoring.card import Scorecard
from generator.site import Serving, Site


def site_of(
    assessment: Assessment,
    words: Labels,
    publication: Publication | None = None,
    *,
    directories: bool = True,
    searched: bool = False,
) -> Site:
    serving = Serving(directories, searched, publication)
    return Site(assessment.book, assessment.cards_of, words, serving)


def written(
    assessment: Assessment,
    words: Labels,
    publication: Publication | None = None,
    *,
    directories: bool = True,
    searched: bool = False,
) -> Iterator[MarkdownPage]:
    site = site_of(assessment, words, publication, directories=directories, searched=searched)
    return map(site.render, site.pages)


def downloads(
    assessment: Assessment, words: Labels, publication: Publication | None = None
) -> Sequence[Download]:
    return tuple(site_of(assessment, words, publication).downloads())


def card_of(assessment: Assessment, year: int, organization: str) -> Scorecard:
    return next(card for card in assessment.cards_of(organization) if card.year == year)
