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
    made to be written: nobody compares or prints them. To be able to takes most of the time in
    which a class is made, and dozens are when a program starts."""
    return dataclass(eq=False, repr=False)(kind)
