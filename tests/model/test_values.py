"""What holds of every value of the model."""

from collections.abc import Iterator

from generator.cli import main
from generator.model.base import Value

assert main  # whose modules define all values


def kinds(kind: type[Value]) -> Iterator[type[Value]]:
    for inner in kind.__subclasses__():
        yield inner
        yield from kinds(inner)


def test_no_value_has_private_attributes_which_workers_could_not_read() -> None:
    found = list(kinds(Value))
    assert len(found) > 30
    assert [kind for kind in found if kind.__private_attributes__] == []
