"""Compile templates nearer to plain Python: same pages as Jinja's own compiler, in less time.

Jinja asks of each printed value whether it is safe, of each call what else it wants passed, and
of each attribute whether it may be an item instead. Our templates print through one function,
call macros and methods with just the arguments that are written, and take attributes of known
types. So all of this is decided when a template is compiled. What is missing is still an error,
though an ``AttributeError`` where Jinja raises ``UndefinedError``.

This module builds on private parts of Jinja, hence the upper bound on its version.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateAssertionError
from jinja2.compiler import CodeGenerator, Frame, MacroRef, find_undeclared
from jinja2.idtracking import VAR_LOAD_UNDEFINED
from jinja2.nodes import Call, CallBlock, Getattr, Getitem, Macro, Name, Scope, Template, Test
from jinja2.runtime import Context
from markupsafe import Markup

from generator.messages.formats import number
from generator.messages.labels import Labels
from generator.model.base import Phrase, Rich, has_markup
from generator.render.environment import environment as plain_environment
from generator.render.printing import escape_text, print_value
from generator.turbo.template_cache import template_cache
from generator.turbo.template_joining import LabelInliner, join

CACHED_MACROS: Mapping[str, frozenset[str]] = {
    "scorecard.md.jinja": frozenset(
        {
            "_parts_clause",
            "_parts_grade",
            "_parts_standard",
            "_parts_titled_standard",
            "aspect_link",
            "ballot_row",
            "cost_link",
            "mark_row",
            "unmoved_row",
        }
    ),
    "organization.md.jinja": frozenset({"_parts_grade"}),
}
"""Macros that print the same for many pages of a template, given the same arguments."""
_CACHE_SIZE = 2_048
_SHARED_NAMES = frozenset({"loop", "to"})
"""What a cached macro may use beside its arguments and globals: pages of a folder link alike."""
_HAS_DEFINED = ("defined", "undefined")


def environment(labels: Labels) -> Environment:
    """Return an environment that renders the pages of :func:`render.environment.environment`."""
    env = plain_environment(labels)
    env.code_generator_class = DirectGenerator
    env.auto_reload = False
    env.extend(labels=labels, printers=_printers, macro_cache=MacroCache())
    env.extend(as_markup=partial(str.__new__, Markup), resolver=_resolver)
    env.bytecode_cache = template_cache([labels.digest, *_sources(env)])
    return env


def _sources(env: Environment) -> list[str]:
    """Return the texts of all templates, any of which may be joined with any, and of modules."""
    assert env.loader is not None
    templates = [env.loader.get_source(env, name)[0] for name in env.list_templates()]
    modules = sorted(Path(__file__).parent.glob("template_*.py"))
    return [*templates, *(module.read_text("utf-8") for module in modules)]


class MacroCache:
    """Macros with a cache of what they printed, for each folder and language of pages."""

    def __init__(self) -> None:
        self._macros: dict[tuple[str, str, str], Callable[..., str]] = {}

    def cached(self, context: Context, name: str, macro: Callable[..., str]) -> Callable[..., str]:
        """Return a macro of the template of ``context``, or that of an earlier page, cached.

        Arguments of macros are hashed: by value if they are ids or numbers, else by identity.
        """
        key = (name, context["to"].folder, context.get("language", ""))
        if key not in self._macros:
            self._macros[key] = lru_cache(maxsize=_CACHE_SIZE)(macro)
        return self._macros[key]


def _printers(context: Context) -> Mapping[type, Callable[[Any], str]]:
    """Return how a page prints values of each class: :func:`print_value`, with shortcuts."""
    printed = partial(print_value, context)
    printers: dict[type, Callable[[Any], str]] = {str: escape_text, int: str, Decimal: number}
    if not context.get("language"):
        printers[Phrase] = escape_text
        printers[Rich] = lambda text: printed(text) if has_markup(text) else escape_text(text)
    return defaultdict(lambda: printed, printers)


def _resolver(context: Context) -> Callable[[str], Any]:
    """Return a function that gives a value of the context, or an undefined value."""
    values, undefined = context.get_all(), context.environment.undefined
    return lambda name: values[name] if name in values else undefined(name=name)


class _Function(MacroRef):
    """A macro that is compiled to a function of its arguments."""

    def __init__(self, macro: Macro) -> None:
        super().__init__(macro)
        self.macro = macro


class DirectGenerator(CodeGenerator):
    """Writes the Python code of a template."""

    def visit_Template(self, node: Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Join the template with others, then write it."""
        labels: Labels = self.environment.labels  # type: ignore[attr-defined]
        joined = LabelInliner(labels).visit(join(node, self.environment))
        self._macros = {macro.name: macro for macro in joined.find_all(Macro)}
        self._cached_macros = CACHED_MACROS.get(self.name or "", frozenset())
        super().visit_Template(joined, frame)

    def write_commons(self) -> None:
        """Write the names that the rest of the code uses."""
        super().write_commons()
        self.writeline("printers = environment.printers(context)")
        self.writeline("resolve = environment.resolver(context)")
        self.writeline("as_markup = environment.as_markup")

    def visit_Scope(self, node: Scope, frame: Frame) -> None:  # noqa: N802
        """Write a scope; what the outermost one prints, the whole page, is joined once."""
        if frame.buffer is not None:
            super().visit_Scope(node, frame)
        else:
            self.buffer(frame)
            super().visit_Scope(node, frame)
            self.writeline(f"yield concat({frame.buffer})")

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """Keep the values of a scope: macros of one page may be called from another."""

    def visit_Name(self, node: Name, frame: Frame) -> None:  # noqa: N802
        """Write a name; check that it has a value only if it may have none yet."""
        reference = frame.symbols.ref(node.name)
        load = frame.symbols.find_load(reference) or (VAR_LOAD_UNDEFINED, None)
        if node.ctx == "load" and (node.name in self._macros or load[0] != VAR_LOAD_UNDEFINED):
            self.write(reference)
        else:
            super().visit_Name(node, frame)

    def _output_child_pre(self, *_: Any) -> None:
        self.write("value if (kind := type(value := ")

    def _output_child_post(self, *_: Any) -> None:
        self.write(")) is Markup else printers[kind](value)")

    def visit_Call(  # noqa: N802
        self, node: Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Call a function with the arguments that are written, and a label with the context."""
        if forward_caller:
            super().visit_Call(node, frame, forward_caller=True)
            return
        self.visit(node.node, frame)
        self.write("(context, " if isinstance(node.node, Name) and node.node.name == "t" else "(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802
        """Take an attribute."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: Getitem, frame: Frame) -> None:  # noqa: N802
        """Take an item, or a slice."""
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Test(self, node: Test, frame: Frame) -> None:  # noqa: N802
        """Test a value; whether an attribute is defined is tested in Jinja's way."""
        if node.name in _HAS_DEFINED and isinstance(node.node, Getattr):
            self.write(f"{self.tests[node.name]}(")
            super().visit_Getattr(node.node, frame)
            self.write(")")
        else:
            super().visit_Test(node, frame)

    def macro_body(self, node: Macro | CallBlock, frame: Frame) -> tuple[Frame, MacroRef]:
        """Write a macro as a function; in Jinja's way if it has defaults or takes a block."""
        if isinstance(node, CallBlock) or node.defaults or find_undeclared(node.body, ("caller",)):
            return super().macro_body(node, frame)
        frame = frame.inner()
        names = [frame.symbols.declare_parameter(argument.name) for argument in node.args]
        frame.symbols.analyze_node(node)
        self.writeline(f"def macro({', '.join(names)}):", node)
        self.indent()
        self.buffer(frame)
        self.enter_frame(frame)
        self.blockvisit(node.body, frame)
        self.writeline(f"return as_markup(concat({frame.buffer}))")
        self.outdent()
        return frame, _Function(node)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write the expression that a macro's name is bound to: its function, or a cached one."""
        if not isinstance(macro_ref, _Function):
            super().macro_def(macro_ref, frame)
        elif (name := macro_ref.macro.name) in self._cached_macros:
            self._check_names(macro_ref.macro)
            self.write(f"environment.macro_cache.cached(context, {name!r}, macro)")
        else:
            self.write("macro")

    def _check_names(self, macro: Macro) -> None:
        """Refuse to cache a macro that prints values of the page beside its arguments."""
        if names := sorted(self._page_names(macro, set())):
            raise TemplateAssertionError(
                f"the cached macro {macro.name!r} uses {names}", macro.lineno, self.name
            )

    def _page_names(self, macro: Macro, checked: set[str]) -> Iterator[str]:
        """Yield the names that a macro, or any that it calls, takes from the page."""
        checked.add(macro.name)
        names = {node.name for node in macro.find_all(Name) if node.ctx == "load"}
        own = {node.name for node in macro.find_all(Name) if node.ctx != "load"}
        for name in names - own - _SHARED_NAMES - self.environment.globals.keys() - checked:
            if name in self._macros:
                yield from self._page_names(self._macros[name], checked)
            else:
                yield name
