"""The lists of identities for servers."""

import json

import pytest

from generator.audiences.model import is_identity
from generator.publish.identities import NOBODY, Grant, identity_files

OWN = Grant("CN=甲 一,O=x", "trees/own/shared", "trees/own/own/org-a")
OFFICE = Grant("office", "trees/office/shared")
EVERYBODY = Grant("*", "trees/public/shared")


def test_each_server_gets_its_list() -> None:
    files = {path: text.decode() for path, text in identity_files([OFFICE, OWN]).items()}
    assert json.loads(files.pop("maps/identities.json"))["office"] == {
        "identity": "office",
        "shared": "trees/office/shared",
        "own": NOBODY,
    }
    assert files == {
        "maps/nginx.map": 'default "* trees/none trees/none";\n'
        '"\\\\CN=甲 一,O=x" "CN=甲 一,O=x trees/own/own/org-a trees/own/shared";\n'
        '"\\\\office" "office trees/none trees/office/shared";\n',
        "maps/caddy.map": '"" trees/none trees/none\n'
        '"CN=甲 一,O=x" trees/own/own/org-a trees/own/shared\n'
        '"office" trees/none trees/office/shared\n'
        "default trees/none trees/none\n",
        "maps/apache-own.txt": "CN=%e7%94%b2%20%e4%b8%80,O=x trees/own/own/org-a\n"
        "office trees/none\n* trees/none\n",
        "maps/apache-shared.txt": "CN=%e7%94%b2%20%e4%b8%80,O=x trees/own/shared\n"
        "office trees/office/shared\n* trees/none\n",
    }


def test_whoever_is_not_named_gets_what_is_granted_to_others() -> None:
    files = identity_files([EVERYBODY, OFFICE])
    assert files["maps/nginx.map"].startswith(b'default "* trees/none trees/public/shared";\n')
    assert files["maps/caddy.map"].endswith(b"\ndefault trees/none trees/public/shared\n")
    assert files["maps/apache-shared.txt"].endswith(b"\n* trees/public/shared\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " a",
        "a ",
        "*",
        "~a",
        "default",
        'a"b',
        "a\\b",
        "a$b",
        "a{b",
        "a\nb",
        "a\x00b",
        "a\x7f",
        "长" * 84,
    ],
)
def test_what_a_server_would_read_otherwise_is_no_identity(text: str) -> None:
    assert not is_identity(text)
    if text != "*":
        with pytest.raises(ValueError, match="no server can know"):
            identity_files([Grant(text, "trees/own/shared")])


@pytest.mark.parametrize("tree", ["", "trees", "trees/../x", "trees/a b", "/trees/a", "trees/A"])
def test_a_tree_has_a_plain_name(tree: str) -> None:
    with pytest.raises(ValueError, match="no tree is called"):
        identity_files([Grant("office", tree)])


def test_an_identity_has_one_grant() -> None:
    with pytest.raises(ValueError, match="two grants"):
        identity_files([OFFICE, Grant("office", "trees/own/shared")])
    with pytest.raises(ValueError, match="two grants"):
        identity_files([OFFICE, Grant("Office", "trees/own/shared")])
    assert identity_files([OFFICE, OFFICE]) == identity_files([OFFICE])
