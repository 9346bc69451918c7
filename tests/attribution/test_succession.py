"""What becomes of the clauses of an edition in the next."""

from builders import adjustment, card_of, edition, n, occurrence, result, situation, standard

from generator.attribution.split import Attribution, attribution
from generator.attribution.succession import succession
from generator.model.edition import Edition


def test_editions_of_one_id_are_told_apart() -> None:
    one, other = edition(), edition(standards=(standard("s2"),))
    assert succession(one, one) is succession(one, one)
    assert succession(one, other) is not succession(one, one)


def test_rows_of_long_decimals_are_exact() -> None:
    """Weights, points and losses of many digits, whose products are longer than the digits
    that decimal arithmetic keeps."""

    def long(id: str, points: str, loss: str) -> Edition:
        lost = (situation("d1", n(loss)), situation("d2", n("0.0000000001")))
        return edition(
            id=id,
            standards=(standard(points=points, deductions=lost), standard("s2", "7")),
            adjustments=(adjustment("a1", n("0.123456789"), "deduction"),),
        )

    last = result(occurrence("d1"), occurrence("d2"), adjustments=(occurrence("a1"),))
    this = result(occurrence("d1", count=2))
    before = card_of(long("e1", "10.123456789012345", "1.000000000000003"), last)
    after = card_of(
        long("e2", "11.987654321098765", "1.000000000000007"),
        this.model_copy(update={"year": 2024}),
    )
    found = attribution(before, after)
    assert isinstance(found, Attribution)
    assert found.edition.adds_up
    assert found.organization.adds_up


def test_standards_are_unlike_that_moved_in_worth_and_those_whose_facts_are_missing() -> None:
    lost, dearer = (situation("d1", n("1")),), (situation("d1", n("2")),)
    old = edition(standards=(standard("s1"), standard("s2", deductions=lost), standard("s3")))
    new = edition(
        id="e2", standards=(standard("s4"), standard("s2", deductions=dearer), standard("s1"))
    )
    known = succession(old, new)
    unlike = known.rescored_standards("marks", frozenset())
    assert [(one.id, one.fate, one.before, one.after) for one in unlike] == [
        ("s2", "changed", 1, 1),
        ("s3", "retired", 2, None),
        ("s4", "added", None, 0),
    ]
    assert [one.id for one in known.rescored_standards("marks", frozenset({"s1"}))] == [
        "s2",
        "s3",
        "s4",
        "s1",
    ]
