"""Join a template with all that it extends, includes and imports, and with the labels it prints.

A page is then rendered by one function. It looks up each value of its context once, calls macros
directly, and never looks up a label that is known when the template is compiled.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter
from typing import TypeVar

from jinja2 import BaseLoader, Environment
from jinja2.nodes import (
    Block,
    Call,
    Const,
    Expr,
    Extends,
    Getattr,
    Import,
    Include,
    Macro,
    Name,
    Node,
    Output,
    Scope,
    Template,
    TemplateData,
)
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from generator.messages.labels import Labels

N = TypeVar("N", bound=Node)


def join(template: Template, environment: Environment) -> Template:
    """Return one template in place of several; ``template`` itself is used up.

    All files have to be named in the templates, and imported ``with context``. A macro of another
    file gets the name ``_file_macro``; macros that are not called are left out.
    """
    library = _Library(environment)
    base = next(_top_level(template, Extends), None)
    blocks = {block.name: block for block in _top_level(template, Block)} if base else {}
    page = library.parse(_file(base.template)) if base else template
    body = _Joiner(library, {}, blocks=blocks).visit_all(page.body)
    return Template([Scope([*library.macros, *body])], lineno=1)


class _Library:
    """The macros of other files that a page calls, each with those that it calls in turn."""

    def __init__(self, environment: Environment) -> None:
        self.macros: list[Node] = []
        self._environment = environment
        self._names: set[str] = set()
        self._macros_of = cache(self._parse_macros)

    def parse(self, file: str) -> Template:
        """Return the tree of a file, which the caller may change."""
        loader = self._environment.loader
        assert isinstance(loader, BaseLoader)
        source, path, _ = loader.get_source(self._environment, file)
        return self._environment.parse(source, file, path)

    def add(self, file: str, macro: str, imports: Mapping[str, str]) -> str:
        """Add a macro of a file, and return its name; raises ``KeyError`` if there is none.

        ``imports`` are the files that the importing template has imported, by their names there.
        """
        name = f"_{file.partition('.')[0].lstrip('_')}_{macro}"
        if name not in self._names:
            self._names.add(name)
            macros, own = self._macros_of(file)
            joiner = _Joiner(self, {**imports, **own}, file, frozenset(macros))
            node = macros[macro]
            node.name, node.body = name, joiner.visit_all(node.body)
            self.macros.append(node)
        return name

    def _parse_macros(self, file: str) -> tuple[Mapping[str, Macro], Mapping[str, str]]:
        """Return the macros of a file, each to be used up once, and the files that it imports."""
        tree = self.parse(file)
        macros = {node.name: node for node in _top_level(tree, Macro)}
        return macros, {node.target: _file(node.template) for node in _top_level(tree, Import)}


class _Joiner(NodeTransformer):
    """Replaces blocks, includes, imports and calls of macros in one template or macro.

    ``imports`` are files by their names in the template, ``macros`` those of the same ``file``.
    """

    def __init__(
        self,
        library: _Library,
        imports: Mapping[str, str],
        file: str = "",
        macros: frozenset[str] = frozenset(),
        blocks: Mapping[str, Block] | None = None,
    ) -> None:
        self._library = library
        self._imports = dict(imports)
        self._file = file
        self._macros = macros
        self._blocks = blocks or {}

    def visit_all(self, nodes: list[Node]) -> list[Node]:
        """Return nodes as they stand in the joined template."""
        return [result for node in nodes for result in self.visit_list(node) if result is not None]

    def visit_Block(self, node: Block) -> list[Node]:  # noqa: N802
        """Replace a block by the body that the page gives it, or else by its own."""
        return self.visit_all(self._blocks.get(node.name, node).body)

    def visit_Include(self, node: Include) -> Scope:  # noqa: N802
        """Replace an include by what the file prints."""
        return Scope(self.visit_all(self._library.parse(_file(node.template)).body))

    def visit_Import(self, node: Import) -> None:  # noqa: N802
        """Leave an import out, and remember what it names."""
        self._imports[node.target] = _file(node.template)

    def visit_Getattr(self, node: Getattr) -> Node:  # noqa: N802
        """Turn ``file.macro``, of an imported file, into the name of the joined macro."""
        if isinstance(node.node, Name) and (file := self._imports.get(node.node.name)):
            return Name(self._library.add(file, node.attr, self._imports), "load")
        return self.generic_visit(node)

    def visit_Call(self, node: Call) -> Node:  # noqa: N802
        """Turn a call of a macro of the same file into one of the joined macro."""
        if isinstance(node.node, Name) and node.node.name in self._macros:
            node.node = Name(self._library.add(self._file, node.node.name, self._imports), "load")
        return self.generic_visit(node)


class LabelInliner(NodeTransformer):
    """Writes the text of a label in place of ``t("key")``, if the key is known."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels

    def visit_Output(self, node: Output) -> Node:  # noqa: N802
        """Print the parts of labels, and the facts between them, one after the other."""
        node.nodes = [part for child in node.nodes for part in self._parts(child)]
        return self.generic_visit(node)

    def visit_Call(self, node: Call) -> Node:  # noqa: N802
        """Make a constant of a label without facts that is used as a value."""
        match node:
            case Call(node=Name(name="t"), args=[Const(value=str(key))], kwargs=[]):
                return Const(Markup(self._labels(f"ui.{key}")))
        return self.generic_visit(node)

    def _parts(self, child: Expr) -> Iterator[Expr]:
        match child:
            case Call(node=Name(name="t"), args=[Const(value=str(key))], kwargs=keywords):
                facts = {keyword.key: keyword.value for keyword in keywords}
                label = self._labels(f"ui.{key}")
                yield from _filled(label, facts) if facts else [TemplateData(label)]
            case _:
                yield child


def _filled(label: str, facts: Mapping[str, Expr]) -> Iterator[Expr]:
    for text, name, _, _ in Formatter().parse(label):
        yield TemplateData(text)
        if name is not None:
            yield facts[name]


def _top_level(tree: Template, kind: type[N]) -> Iterator[N]:
    return (node for node in tree.body if isinstance(node, kind))


def _file(template: Expr) -> str:
    return str(template.as_const())
