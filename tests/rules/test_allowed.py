"""What a result may record is known once for many, and is what its own standards allow."""

from dataclasses import replace

from generator.dataset.assessment import Assessment
from generator.model.edition import Edition
from generator.model.result import Result
from generator.rules.governed import Allowed, GovernedResult
from generator.scoring.standards import applies, level_ids, standards_of


def by_itself(book: Assessment, result: Result, edition: Edition) -> dict[str, Allowed]:
    """What the standards allow that apply to this result alone."""
    organization = book.library.known_organizations[result.organization]
    found = {}
    for method in edition.methods:
        known = [one for one in standards_of(edition, method) if applies(one, organization, result)]
        found[method.id] = Allowed(
            standards=frozenset(one.id for one in known),
            situations=frozenset(rule.id for one in known for rule in one.bonus + one.deductions),
            required=frozenset(),
            entered={},
            levels={one.id: level_ids(edition, one) for one in known if one.judged},
            scoring=bool(sum(one.points for one in known)),
            applying=True,
        )
    return found


def test_it_is_what_the_standards_of_a_result_allow(
    sample: Assessment, tiny: Assessment, deductions: Assessment
) -> None:
    for book in (sample, tiny, deductions):
        for result in book.library.results:
            edition = book.library.edition_of(result.year)
            assert edition is not None
            for _ in range(2):  # first worked out, then remembered
                governed = GovernedResult(book.library, result, edition)
                assert governed.allowed == by_itself(book, result, edition)


def test_every_standard_may_be_off(sample: Assessment) -> None:
    edition = sample.library.editions[-1]
    (result, *_) = (one for one in sample.library.results if one.year in edition.years)
    off = {one.id: "x" for one in edition.standards}
    none = result.model_copy(update={"not_applicable": off})
    found = GovernedResult(sample.library, none, edition).allowed
    assert found == by_itself(sample, none, edition)
    assert not any(one.scoring or one.standards for one in found.values())


def test_an_organization_that_nobody_knows_may_record_every_standard(sample: Assessment) -> None:
    edition = sample.library.editions[-1]
    stranger = sample.library.results[0].model_copy(
        update={"organization": "nobody", "not_applicable": {"s01": "x"}}
    )
    found = GovernedResult(sample.library, stranger, edition).allowed
    for method in edition.methods:
        every = {one.id for one in standards_of(edition, method)}
        assert found[method.id].standards == every


def test_an_organization_of_a_kind_that_no_standard_names_is_like_any_such(
    sample: Assessment,
) -> None:
    library, edition = sample.library, sample.library.editions[-1]
    assert library.organizations is not None
    kinds = ("unheard-of", "unseen")
    strangers = tuple(
        library.organizations.organizations[0].model_copy(update={"id": kind, "kind": kind})
        for kind in kinds
    )
    file = library.organizations.model_copy(update={"organizations": strangers})
    odd = replace(library, organizations=file)
    first, second = (
        GovernedResult(
            odd, library.results[0].model_copy(update={"organization": kind}), edition
        ).allowed
        for kind in kinds
    )
    assert first is second
