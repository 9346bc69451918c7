"""What the readers of a tree must not be told, read from the data by itself.

This shares nothing with the filter of audiences but the words of ``audiences.yml``: a fault of the
one is found by the other. It looks for what people wrote. Figures of one organization stand by
chance among those of others, so these are looked for in tests, in data where each is unique.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.audiences.model import Audience
from generator.gates.contents import normalize
from generator.gates.private_texts import SHORTEST_SECRET, texts_of
from generator.model.result import Organization, Result

SHORTEST_NAME = 3
"""How many characters a name has that does not stand in a file by chance."""
SHORTEST_READING = 12
"""The same for a name in pinyin."""


@dataclass(frozen=True)
class Secrets:
    """Texts that must not stand in a tree, normalized.

    ``seers`` holds, for each, the organizations in whose trees it may stand; ``trees`` the
    organizations that belong to each tree, by the name of its folder.
    """

    seers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    trees: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_leak(self, path: str, text: str) -> bool:
        """Tell whether a text must not stand in the file at a path."""
        seers = self.seers.get(text)
        own = self.trees.get(path.partition("/")[0], frozenset())
        return seers is not None and not seers & own


def secrets_of(
    audience: Audience,
    organizations: Sequence[Organization],
    results: Iterable[Result],
    known: str,
    trees: Mapping[str, frozenset[str]],
) -> Secrets:
    """Return the secrets of the trees of an audience.

    ``known`` are the words of public data and of the program, normalized: they tell nothing.
    """
    seers: dict[str, set[str]] = defaultdict(set)
    public: set[str] = set()
    everywhere = audience.organizations == "all" or audience.others == "everything"
    known_results = tuple(results)
    first = min((result.year for result in known_results), default=0)
    for result in known_results:
        admitted = result.state in audience.states
        for text in map(normalize, texts_of(result)):
            if len(text) >= SHORTEST_SECRET:
                seers[text] |= {result.organization} if admitted else set()
                if admitted and everywhere:
                    public.add(text)
    if not everywhere:
        for organization in organizations:
            for text in _marks_of(organization, audience.others != "none", first):
                seers[text].add(organization.id)
    return Secrets(
        {
            text: frozenset(ids)
            for text, ids in seers.items()
            if text not in public and text not in known
        },
        trees,
    )


def _marks_of(organization: Organization, named: bool, first: int) -> Iterator[str]:
    """Yield what tells of an organization: its address, and its names.

    Where the ranking is ``named``, it has the names that were borne since the ``first`` year.
    """
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take a third of a second

    yield f"organizations/{organization.id}"
    yield f"parent:{organization.id}"  # as downloads have it, normalized
    yield f"organization:{{id:{organization.id},"
    former = [entry for entry in organization.formerly if not (named and entry.until >= first)]
    for name in (None if named else organization.name, *(entry.name for entry in former)):
        if name is None:
            continue
        if len(text := normalize(name)) >= SHORTEST_NAME:
            yield text
        reading = "".join(lazy_pinyin(name))
        if reading != name and len(reading) >= SHORTEST_READING:
            yield reading
