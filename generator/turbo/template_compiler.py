"""How our templates become Python: as Jinja does it, without asking what is known.

Jinja asks of each value while it prints it whether it is safe, of each call what else it
wants passed, and of each attribute whether it may be an entry instead. Our templates print
through one function, call nothing that wants more than is written, and take attributes from
values of known types, so that all of this is settled when a template is compiled. What is
missing is still an error: an ``AttributeError`` where Jinja has one of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeGuard

from jinja2.compiler import CodeGenerator, Frame, MacroRef, find_undeclared, optimizeconst
from jinja2.idtracking import VAR_LOAD_ALIAS, VAR_LOAD_RESOLVE, VAR_LOAD_UNDEFINED
from jinja2.nodes import (
    Call,
    CallBlock,
    Concat,
    Expr,
    Filter,
    Getattr,
    Getitem,
    If,
    Macro,
    MarkSafe,
    Name,
    Node,
    Output,
    Template,
    TemplateData,
    Test,
)

from generator.turbo.joining import PRINTING

_KEPT = ("defined", "undefined")
"""Tests whose subject may be missing; Jinja's own way tells."""
_MARKING = {"bare", "date", "fixed", "join", "moved", "number", "signed", "tag"}
"""Filters of ours that make markup of whatever they take."""
_OURS = ("t", *PRINTING)
"""Functions that templates call as if their context had them."""


class _Function(MacroRef):
    """A macro that takes its arguments and nothing more."""


class Generator(CodeGenerator):
    """Writes the Python of a template."""

    def visit_Template(self, node: Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Write a template, knowing its macros."""
        self._macros = {one.name for one in node.find_all(Macro)}
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """Begin a function of a template; it prints values by their class."""
        super().write_commons()
        self.writeline("values, printers = context.parent, context.printers")
        self.writeline("labels, noted = environment.labels, context.noted(printers)")
        self.writeline("common, unset = context.common, undefined()")

    def blockvisit(self, nodes: Iterable[Node], frame: Frame) -> None:
        """Write a block of statements; all of a page is collected and joined once."""
        if frame.rootlevel:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if frame.rootlevel:
            self.writeline(f"yield concat({frame.buffer})")

    def enter_frame(self, frame: Frame) -> None:
        """Look up the values that a block takes from the context; one that is not there raises
        an error as soon as it is used, as does one that has no value yet."""
        unset = []
        for target, (action, name) in frame.symbols.loads.items():
            if name in _OURS:
                continue
            if action == VAR_LOAD_RESOLVE:
                self.writeline(f"{target} = values[{name!r}] if {name!r} in values")
                self.write(f" else undefined(name={name!r})")
            elif action == VAR_LOAD_ALIAS:
                self.writeline(f"{target} = {name}")
            elif action == VAR_LOAD_UNDEFINED:
                unset.append(target)
        if unset:
            self.writeline(" = ".join((*unset, "unset")))

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """Leave a block; its names are used in no other."""

    def visit_Name(self, node: Name, frame: Frame) -> None:  # noqa: N802
        """Name a value, which is there or raises an error by itself."""
        if node.ctx == "load":
            self.write(frame.symbols.ref(node.name))
        else:
            super().visit_Name(node, frame)

    def visit_Output(self, node: Output, frame: Frame) -> None:  # noqa: N802
        """Print an unbroken stretch of a page by one statement."""
        self.writeline(f"{frame.buffer} += ")
        self._print(node, frame)

    def _print(self, node: Output | Concat, frame: Frame) -> None:
        self.write("(")
        for child in _told(node.nodes):
            if isinstance(child, TemplateData):
                self.write(f"{child.data!r}, ")
            else:
                self._print_value(child, frame)
        self.write(")")

    def _print_value(self, child: Expr, frame: Frame) -> None:
        if self._makes_markup(child):
            self._call(child, frame)
            self.write(", ")
        elif isinstance(child, Filter) and child.name in _MARKING:
            self.visit(child, frame)
            self.write(", ")
        else:
            self.write("value if (kind := type(value := ")
            self.visit(child, frame)
            self.write(")) is Markup else printers[kind](value), ")

    def _makes_markup(self, child: Expr) -> TypeGuard[Call]:
        match child:
            case Call(node=Name(name=name)):
                return name in _OURS or name in self._macros
        return False

    def visit_Call(  # noqa: N802
        self, node: Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Call what is called; a label is told in the language of the page."""
        if forward_caller:
            super().visit_Call(node, frame, forward_caller=True)
            return
        if isinstance(node.node, Name) and node.node.name in self._macros:
            self.write("Markup(")
            self._call(node, frame)
            self.write(")")
        else:
            self._call(node, frame)

    def _call(self, node: Call, frame: Frame) -> None:
        match node:
            case Call(node=Name(name="t"), args=[key], kwargs=[]):
                self.write("labels[")
                self.visit(key, frame)
                self.write("]")
                return
            case Call(node=Name(name="t")):
                self.write("context.told(")
            case Call(node=Name(name=ours), args=[Name(name=macro), *_]) if ours in PRINTING:
                self.write(f"{ours}({macro!r}, ")
            case _:
                self.visit(node.node, frame)
                self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_MarkSafe(self, node: MarkSafe, frame: Frame) -> None:  # noqa: N802
        """Print pieces as one value."""
        match node.expr:
            case Concat() as pieces:
                self.write("Markup(concat(")
                self._print(pieces, frame)
                self.write("))")
            case _:
                super().visit_MarkSafe(node, frame)

    def visit_Concat(self, node: Concat, frame: Frame) -> None:  # noqa: N802
        """Put the key of a label together."""
        self.write("''.join((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

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

    def macro_body(self, node: Macro | CallBlock, frame: Frame) -> tuple[Frame, MacroRef]:
        """Write the function that a macro is; one that is called with a block, or without some
        of its arguments, in Jinja's way."""
        if _takes_more(node):
            return super().macro_body(node, frame)
        frame = frame.inner()
        frame.symbols.analyze_node(node)
        names = [frame.symbols.ref(argument.name) for argument in node.args]
        self.writeline(f"def macro({', '.join(names)}):", node)
        self.indent()
        self.enter_frame(frame)
        self._return(node.body, frame)
        self.outdent()
        return frame, _Function(node)

    def _return(self, nodes: Sequence[Node], frame: Frame) -> None:
        """End a function with what its nodes print, at once where that is one statement."""
        frame = frame.soft()
        match nodes:
            case [Output() as only]:
                self.writeline("return concat(")
                self._print(only, frame)
                self.write(")")
            case [If() as choice]:
                for word, one in (("if", choice), *(("elif", other) for other in choice.elif_)):
                    self.writeline(f"{word} ")
                    self.visit(one.test, frame)
                    self.write(":")
                    self._return_inside(one.body, frame)
                self.writeline("else:")
                self._return_inside(choice.else_, frame)
            case _:
                self.buffer(frame)
                self.blockvisit(nodes, frame)
                self.return_buffer_contents(frame, force_unescaped=True)

    def _return_inside(self, nodes: Sequence[Node], frame: Frame) -> None:
        self.indent()
        self._return(nodes, frame)
        self.outdent()

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Define a macro as its function."""
        if isinstance(macro_ref, _Function):
            self.write("macro")
        else:
            super().macro_def(macro_ref, frame)


def _told(children: Iterable[Expr]) -> Iterator[Expr]:
    """What a statement prints, neighbouring texts as one."""
    for plain, some in groupby(children, lambda child: isinstance(child, TemplateData)):
        if plain:
            yield TemplateData("".join(one.data for one in some if isinstance(one, TemplateData)))
        else:
            yield from some


def _takes_more(node: Macro | CallBlock) -> bool:
    """Whether there may be more, or fewer, arguments than are written at a macro."""
    block = isinstance(node, CallBlock) or find_undeclared(node.body, ("caller",))
    return bool(block or node.defaults)
