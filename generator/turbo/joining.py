"""A template and all that it is made with, as one: what it extends, includes and imports is put
in its place before it is compiled.

A page is then made by one function, which looks up each value of its context once, and its
macros stand inside and see the same values. Macros of other files bear the name of their file
too, so that none is taken for another; only those that are called come along.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from jinja2.nodes import (
    Block,
    Call,
    Expr,
    Extends,
    Getattr,
    Import,
    Include,
    Macro,
    Name,
    Node,
    Scope,
    Template,
)
from jinja2.visitor import NodeTransformer

PRINTING = ("common", "noted")
"""Functions of the context that print by a macro, which they are given first."""
N = TypeVar("N", bound=Node)
Parse = Callable[[str], Template]
"""What gives the tree of the template with that name; it may be one and the same each time."""
Aliases = Mapping[str, str]
"""The files of macros by the names under which a template imports them."""


def joined(template: Template, parse: Parse) -> Template:
    """The tree of a template with all that it is made with; a page has a scope of its own."""
    base = next(_each(template, Extends), None)
    page = _copied(parse(_file(base.template))) if base else template
    blocks = {block.name: block for block in _each(template, Block)} if base else {}
    library = _Library(parse)
    body = _Joining(library, {}, blocks).all(page.body)
    body = [*library.called, *body]
    return Template([Scope(body)] if base else body, lineno=1)


class _Library:
    """The macros of other files; ``called`` are those that the page calls."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.called: list[Node] = []
        self._files: dict[str, tuple[Mapping[str, Macro], Aliases]] = {}
        self._names: set[str] = set()

    def name(self, file: str, macro: str, aliases: Aliases) -> str:
        """The name under which a macro comes along, with what it calls in turn."""
        name = f"{file.partition('.')[0]}_{macro}"
        if name not in self._names:
            self._names.add(name)
            macros, known = self._read(file, aliases)
            one = _copied(macros[macro])
            one.name = name
            one.body = _Joining(self, known, {}, (file, macros)).all(one.body)
            self.called.append(one)
        return name

    def _read(self, file: str, aliases: Aliases) -> tuple[Mapping[str, Macro], Aliases]:
        if file not in self._files:
            tree = self.parse(file)
            macros = {one.name: one for one in _each(tree, Macro)}
            own = {one.target: _file(one.template) for one in _each(tree, Import)}
            self._files[file] = macros, {**aliases, **own}
        return self._files[file]


class _Joining(NodeTransformer):
    """Puts into one template what it asks for; in a file of macros, ``own``, they may call each
    other without saying from where."""

    def __init__(
        self,
        library: _Library,
        aliases: Aliases,
        blocks: Mapping[str, Block],
        own: tuple[str, Mapping[str, Macro]] = ("", {}),
    ) -> None:
        self._library = library
        self._aliases = dict(aliases)
        self._blocks = blocks
        self._file, self._own = own

    def all(self, nodes: list[Node]) -> list[Node]:
        """Nodes as they stand in the joined template."""
        return [one for node in nodes for one in self.visit_list(node) if one is not None]

    def visit_Block(self, node: Block) -> list[Node]:  # noqa: N802
        """What stands in the place of a block: the page's own, if it has one."""
        return self.all(self._blocks.get(node.name, node).body)

    def visit_Include(self, node: Include) -> Scope:  # noqa: N802
        """What is included."""
        return Scope(self.all(_copied(self._library.parse(_file(node.template))).body))

    def visit_Import(self, node: Import) -> None:  # noqa: N802
        """From here on, a name stands for a file of macros."""
        self._aliases[node.target] = _file(node.template)

    def visit_Getattr(self, node: Getattr) -> Node:  # noqa: N802
        """A macro of another file by its name here."""
        if isinstance(node.node, Name) and (file := self._aliases.get(node.node.name)):
            return Name(self._library.name(file, node.attr, self._aliases), "load")
        return self.generic_visit(node)

    def visit_Call(self, node: Call) -> Node:  # noqa: N802
        """A call of a macro of the same file, or of what prints by one, by its name here."""
        if isinstance(node.node, Name):
            if node.node.name in PRINTING:
                node.args[0] = self._here(node.args[0])
            node.node = self._here(node.node)
        return self.generic_visit(node)

    def _here(self, called: Expr) -> Expr:
        """What is called, by its name here if it is a macro of the same file."""
        if isinstance(called, Name) and called.name in self._own:
            return Name(self._library.name(self._file, called.name, self._aliases), "load")
        return called


def _each(tree: Template, kind: type[N]) -> Iterator[N]:
    """The nodes of a kind that stand in no other."""
    return (node for node in tree.body if isinstance(node, kind))


def _file(template: Expr) -> str:
    """Which file is meant; it is known when a template is compiled."""
    return str(template.as_const())


def _copied(node: N) -> N:
    """A tree that can be changed while the other stays as it is."""
    fields = [_copied_field(getattr(node, field)) for field in node.fields]
    return type(node)(*fields, lineno=node.lineno, environment=node.environment)


def _copied_field(value: Any) -> Any:
    if isinstance(value, list):
        return [_copied_field(one) for one in value]
    return _copied(value) if isinstance(value, Node) else value
