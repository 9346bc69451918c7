"""Values that never change, which the type checker sees to."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: type[T]) -> type[T]:
    """A class as a dataclass with slots that never changes, which the type checker sees to.
    Where Python sees to it too (``frozen=True``), a value of seven fields takes five times as
    long to be made."""
    return dataclass(slots=True, unsafe_hash=True)(kind)


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def shape(kind: type[T]) -> type[T]:
    """A class as a dataclass whose values never change, which the type checker sees to, and are
    made to be written: nobody compares or prints them. What that takes is most of the work of
    making a class, and dozens are made when the program starts."""
    return dataclass(eq=False, repr=False)(kind)
