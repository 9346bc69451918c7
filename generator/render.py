"""One Jinja environment for all pages, with its filters and its escaping."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from types import MethodType
from typing import Any, ClassVar

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Call, Const, Expr, Name, Output, Template, TemplateData
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from generator.addresses import Links
from generator.filters import FILTERS, number
from generator.labels import Labels
from generator.model.edition import Edition
from generator.model.rich import Phrase, Rich, has_markup, runs

_SPECIAL = re.compile(r"[&<>\"'`*_{}\[\]()#+!|~^=\\:$]")
"""Characters that mean something to HTML or Markdown; as entities they mean themselves."""
_NOTHING = Markup()


@lru_cache(maxsize=50_000)
def escaped(text: str) -> Markup:
    """``text`` as it reads, wherever it stands in HTML or Markdown."""
    return Markup(_SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text).replace("\n", " "))


@pass_context
def _finalized(context: Context, value: object) -> Markup:
    """A value as a page prints it: markup as it is, rich text marked up, all else escaped."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, Decimal):
        return _printed(value)
    if value is None:
        raise TypeError("a page prints a value that is missing")
    rich = isinstance(value, Rich) and has_markup(value)
    text = _marked_up(context, Rich(value)) if rich else escaped(str(value))
    return Markup(f"<span{tag}>{text}</span>") if (tag := _tag(context, value)) else text


@lru_cache(maxsize=50_000)
def _printed(value: Decimal) -> Markup:
    return escaped(number(value))


@pass_context
def _tag(context: Context, value: object) -> Markup:
    """The attribute that names the language of a text of the data, where the page around it
    has another."""
    if not isinstance(value, Phrase) or not (language := context.get("language")):
        return _NOTHING
    return Markup(f' lang="{language}"')


@pass_context
def _joined(context: Context, values: Iterable[object], separator: str = "") -> Markup:
    """Values one after the other, each as a page prints it."""
    return Markup(separator).join(_finalized(context, value) for value in values)


def _bare(value: str) -> Markup:
    """A text where no element may stand: in an attribute, in a drawing."""
    return escaped(str(value))


def _marked_up(context: Context, text: Rich) -> Markup:
    template = context.environment.get_template("_rich.md.jinja")
    return Markup(template.render(runs=runs(text), to=context["to"]))


class _Generator(CodeGenerator):
    """What ``finalize`` returns is safe already: escaping it again would only take time."""

    def _output_child_pre(self, _node: Expr, _frame: Any, finalize: Any) -> None:
        self.write(finalize.src)

    def _output_child_post(self, *_: Any) -> None:
        self.write(")")


class _Spelled(NodeTransformer):
    """Writes the labels that need no facts into the templates, once for all pages."""

    def __init__(self, words: Labels) -> None:
        self.words = words

    def visit_Output(self, node: Output) -> Output:  # noqa: N802
        for n, child in enumerate(node.nodes):
            match child:
                case Call(node=Name(name="t"), args=[Const(value=str(key))], kwargs=[]):
                    node.nodes[n] = TemplateData(self.words(f"ui.{key}"))
        return node


class _Context(Context):
    """Calls methods and macros without asking each time what else they want passed."""

    def call(self, callee: Callable[..., Any], /, *args: Any, **named: Any) -> Any:
        """What ``callee`` returns; Jinja's own way is taken where it may want the context."""
        kind: object = type(callee)
        if kind is not MethodType and kind is not Macro:
            return super().call(callee, *args, **named)
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return callee(self.eval_ctx, *args, **named) if kind is Macro else callee(*args, **named)


class Remembered(BytecodeCache):
    """Compiled templates, kept while the process lives, for a server that builds again and
    again. Templates are told apart by their text, and by the words written into them."""

    _codes: ClassVar[dict[tuple[str, str], bytes]] = {}

    def __init__(self, words: str = "") -> None:
        self._words = words

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if its template has been compiled before from the same text."""
        if code := self._codes.get((self._words, bucket.key)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has been compiled."""
        self._codes[self._words, bucket.key] = bucket.bytecode_to_string()


class _Environment(Environment):
    """Templates in the words of one language."""

    code_generator_class = _Generator
    context_class = _Context
    words: Labels

    def _generate(self, source: Template, *args: Any, **options: Any) -> str:
        spelled = _Spelled(self.words).visit(source)
        return super()._generate(spelled, *args, **options)


def environment(words: Labels) -> Environment:
    """The environment of one language. ``t`` gives a label, ``t(key, **facts)`` fills it."""
    env = _Environment(
        loader=PackageLoader("generator", "templates"),
        undefined=StrictUndefined,
        finalize=_finalized,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=Remembered(words.digest),
    )
    env.words = words
    env.globals["t"] = _translator(words)
    env.globals["common"] = _Common()
    env.filters.update(FILTERS, date=_dater(words), join=_joined, bare=_bare, tag=_tag)
    env.filters.update(field_words=_field_namer(words), value_words=_value_namer(words))
    return env


class _Common:
    """What a macro prints of a value that many scorecards share, printed once for all pages
    of a folder: links are the same there."""

    def __init__(self) -> None:
        self._printed: dict[tuple[str, str, int], tuple[object, Markup]] = {}

    def __call__(self, to: Links, macro: Macro, edition: Edition, value: object) -> Markup:
        key = (to.folder, macro.name, id(value))
        if key not in self._printed:
            self._printed[key] = (value, Markup(macro(edition, value)))
        return self._printed[key][1]


def _translator(words: Labels) -> Callable[..., Markup]:
    """Labels may carry markup of their own; the facts put into them may not."""
    bare: dict[str, Markup] = {}

    @pass_context
    def translate(context: Context, key: str, **facts: Any) -> Markup:
        if not facts:
            if key not in bare:
                bare[key] = Markup(words(f"ui.{key}"))
            return bare[key]
        safe = {name: _finalized(context, fact) for name, fact in facts.items()}
        return Markup(words(f"ui.{key}", **safe))

    return translate


def _dater(words: Labels) -> Callable[[dt.date], Markup]:
    pattern = words("ui.date")
    months = words.section("ui")["months"]

    def date(value: dt.date) -> Markup:
        shown = pattern.format(
            year=value.year, month=value.month, day=value.day, name=months[value.month - 1]
        )
        return Markup(f'<time datetime="{value.isoformat()}">{shown}</time>')

    return date


def _field_namer(words: Labels) -> Callable[[str], str]:
    """The path of a changed field in words: ids and counts stay as they are."""
    names = words.section("ui")["field"]
    return lambda path: " · ".join(names.get(step, step) for step in path.split("."))


def _value_namer(words: Labels) -> Callable[[object], object]:
    """A changed value in words, where it is a word of the format and not of the data."""
    names = words.section("ui")["value"]
    return lambda value: names.get(value, value)
