"""How our templates become Python: as Jinja does it, without asking what is known.

Jinja asks of each value while it prints it whether it is safe, of each call what else it
wants passed, and of each attribute whether it may be an entry instead. Our templates print
through one function, call nothing that wants more than is written, and take attributes from
values of known types, so that all of this is settled when a template is compiled. What is
missing is still an error: an ``AttributeError`` where Jinja has one of its own.
"""

from collections.abc import Callable, Iterator
from string import Formatter
from typing import Any

from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.nodes import (
    Call,
    Const,
    Expr,
    Getattr,
    Getitem,
    Name,
    Output,
    TemplateData,
    Test,
)
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from generator.labels import Labels

_KEPT = ("defined", "undefined")
"""Tests whose subject may be missing; Jinja's own way tells."""


class DirectMacro:
    """A macro that is called with all of its arguments, by position."""

    __slots__ = ("_function", "name")

    def __init__(self, function: Callable[..., str], name: str) -> None:
        self._function = function
        self.name = name

    def __call__(self, *arguments: object) -> Markup:
        """What it prints."""
        return Markup(self._function(*arguments))


class Spelled(NodeTransformer):
    """Writes labels into the templates, once for all pages: of a label that takes facts, what
    stands around them."""

    def __init__(self, words: Labels) -> None:
        self.words = words

    def visit_Output(self, node: Output) -> Output:  # noqa: N802
        """Print the pieces of each label in place of a call that would make them."""
        node.nodes = [piece for child in node.nodes for piece in self._pieces(child)]
        self.generic_visit(node)
        return node

    def _pieces(self, child: Expr) -> Iterator[Expr]:
        match child:
            case Call(node=Name(name="t"), args=[Const(value=str(key))], kwargs=named):
                facts = {one.key: one.value for one in named}
                yield from _filled(self.words(f"ui.{key}"), facts)
            case _:
                yield child


def _filled(label: str, facts: dict[str, Expr]) -> Iterator[Expr]:
    """A label as its words and, between them, the facts that stand there."""
    if not facts:
        yield TemplateData(label)
        return
    for words, fact, _, _ in Formatter().parse(label):
        yield TemplateData(words)
        if fact is not None:
            yield facts[fact]


class Generator(CodeGenerator):
    """Writes the Python of a template."""

    def visit_Output(self, node: Output, frame: Frame) -> None:  # noqa: N802
        """Print an unbroken stretch of a page by one statement."""
        if frame.require_output_check and self.has_known_extends:
            return
        self.writeline("yield concat((" if frame.buffer is None else f"{frame.buffer}.extend((")
        for child in node.nodes:
            if isinstance(child, TemplateData):
                self.write(f"{child.data!r}, ")
            else:
                self.write("value if (value := ")
                self.visit(child, frame)
                self.write(").__class__ is Markup else context.printed(value), ")
        self.write("))")

    def visit_Call(  # noqa: N802
        self, node: Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Call what is called; a label is told in the language of the page."""
        if forward_caller:
            super().visit_Call(node, frame, forward_caller=True)
            return
        if isinstance(node.node, Name) and node.node.name == "t":
            self.write("context.told")
        else:
            self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    @optimizeconst
    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802
        """Take an attribute."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    @optimizeconst
    def visit_Getitem(self, node: Getitem, frame: Frame) -> None:  # noqa: N802
        """Take an entry, or a slice."""
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Test(self, node: Test, frame: Frame) -> None:  # noqa: N802
        """Test a value; whether one is there is asked in Jinja's way."""
        if node.name in _KEPT and isinstance(node.node, Getattr):
            self.write(f"{self.tests[node.name]}(environment.getattr(")
            self.visit(node.node.node, frame)
            self.write(f", {node.node.attr!r}))")
        elif node.name == "none":
            self.write("(")
            self.visit(node.node, frame)
            self.write(" is None)")
        else:
            super().visit_Test(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Define a macro: one that is called with a block, or without some of its arguments, in
        Jinja's way."""
        if macro_ref.accesses_caller or macro_ref.node.defaults:
            super().macro_def(macro_ref, frame)
        else:
            name: Any = getattr(macro_ref.node, "name", "")
            self.write(f"environment.macro(macro, {name!r})")
