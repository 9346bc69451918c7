"""A spoilt file is declined by the fast reader, or read to the same data as by the strict one."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutation import MUTATIONS, WORDS, Mutation, runs_of
from paths import ROOT

from generator.turbo.fast_yaml import parse_simple
from generator.yaml.loader import parse

RESULTS = sorted((ROOT / "results").glob("*/*.yml"))
SHORT = 300
LONG = int(os.environ.get("FUZZ_FILES", "10000"))
Change = tuple[Mutation, int, int, str]
CHANGE = st.tuples(
    st.sampled_from(MUTATIONS), st.integers(0, 2**16), st.integers(0, 2**16), st.sampled_from(WORDS)
)


SPOILT = given(st.sampled_from(RESULTS), st.lists(CHANGE, min_size=1, max_size=3))


@runs_of(SHORT, derandomize=True)
@SPOILT
def test_both_readers_agree_on_a_spoilt_file(file: Path, changes: list[Change]) -> None:
    compare(file, changes)


@pytest.mark.long
@runs_of(LONG)
@SPOILT
def test_the_same_for_many_files(file: Path, changes: list[Change]) -> None:
    compare(file, changes)


def compare(file: Path, changes: list[Change]) -> None:
    data = file.read_bytes()
    for change, one, other, word in changes:
        data = change(data, one, other, word)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    if (found := parse_simple(text)) is not None:
        document = parse(file, text)
        assert (document.problems, document.empty) == ((), ())
        assert repr(found) == repr(document.data)
