"""Labels written into templates, once for all pages: no page looks them up."""

from collections.abc import Iterator
from string import Formatter

from jinja2.nodes import Call, Concat, Const, Expr, MarkSafe, Name, Node, Output, TemplateData
from jinja2.visitor import NodeTransformer

from generator.messages.labels import Labels


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

    def visit_Call(self, node: Call) -> Node:  # noqa: N802
        """A label that is no piece of what is printed, but a value: its pieces as one."""
        self.generic_visit(node)
        pieces = list(self._pieces(node))
        return node if pieces == [node] else MarkSafe(Concat(pieces))

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
