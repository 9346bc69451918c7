"""The check of scripts and styles finds what browsers at the floor lack, and nothing else."""

from pathlib import Path

import pytest
from check import check, ours
from scripts import check_script
from styles import check_style


@pytest.mark.parametrize(
    ("source", "lacking"),
    [
        ("a ??= b", "??="),
        ("a ||= b", "||="),
        ("list.replaceChildren(a)", ".replaceChildren"),
        ("text.replaceAll('a', 'b')", ".replaceAll"),
        ("list.at(-1)", ".at"),
        ("structuredClone(a)", "structuredClone"),
        ("new DecompressionStream('gzip')", "DecompressionStream"),
        ("/(?<=a)b/", "lookbehind"),
        ("/(?<year>\\d+)/", "named group"),
        ("/\\p{L}/u", "class of Unicode"),
        ("/a.b/s", "flag s"),
        ("class A { #secret() {} }", "private member"),
        ("class A { static { a(); } }", "static block"),
        ("await a", "await outside a function"),
        ("export * as names from './a.js'", "export * as"),
        ("import data from './a.json' with { type: 'json' }", "import with attributes"),
        ("const = 1", "does not parse"),
    ],
)
def test_a_script_may_not_need_what_is_lacking(source: str, lacking: str) -> None:
    assert [one.text for one in check_script(source) if one.text.startswith(lacking)]


@pytest.mark.parametrize(
    "source",
    [
        "a?.b ?? c",
        'if ("DecompressionStream" in window) new DecompressionStream("gzip")',
        "async () => { for await (const a of b) c(a); }",
        "[...a.entries()].flatMap((x) => Object.fromEntries(x))",
        "try { a(); } catch { b(); }",
        "import('./a.js')",
    ],
)
def test_a_script_may_need_what_is_there(source: str) -> None:
    assert check_script(source) == []


@pytest.mark.parametrize(
    ("source", "lacking"),
    [
        ("a:is(b, c) { color: red }", ":is"),
        ("a:has(b) { color: red }", ":has"),
        ("a:not(.b, .c) { color: red }", ":not(.b, .c)"),
        ("a:not(.b .c) { color: red }", ":not(.b .c)"),
        ("a:focus-visible { color: red }", ":focus-visible"),
        ("a { inset: 0 }", "inset"),
        ("a { aspect-ratio: 1 }", "aspect-ratio"),
        ("a { width: min(1px, 2px) }", "min()"),
        ("a { color: color-mix(in srgb, red, blue) }", "color-mix()"),
        ("a { display: flex; gap: 1px }", "gap between flexible boxes"),
        ("a { b { color: red } }", "a qualified-rule inside a rule"),
        ("@layer a { b { color: red } }", "@layer"),
        ("@container (width > 1px) { a { color: red } }", "@container"),
        ("@media (width >= 1px) { a { color: red } }", "@media with"),
        ("@media print { a:is(b) { color: red } }", ":is"),
    ],
)
def test_a_style_may_not_need_what_is_lacking(source: str, lacking: str) -> None:
    assert [one.text for one in check_style(source) if one.text.startswith(lacking)]


@pytest.mark.parametrize(
    "source",
    [
        "a:not(.b):not(:empty)::after { content: 'x' }",
        "a { display: grid; gap: 1px }",
        "a { width: 1px; width: min(1px, 2px) }",
        "a { -webkit-print-color-adjust: exact; print-color-adjust: exact }",
        "@supports (inset: 0) { a { inset: 0 } }",
        "@supports selector(:has(*)) { a:has(b) { color: red } }",
        ".a { display: flex; gap: 1px } @supports not (color: revert) { .a > * { margin: 1px } }",
        "@media print and (max-width: 30em) { a { color: red } }",
    ],
)
def test_a_style_may_need_what_is_there(source: str) -> None:
    assert check_style(source) == []


@pytest.mark.parametrize("file", ours(), ids=lambda file: file.name)
def test_ours_need_nothing_that_is_lacking(file: Path) -> None:
    assert check(file) == []
