"""Book → records → the files of the search index."""

from generator.search.index import built
from generator.search.prose import Prose
from generator.search.record import Record
from generator.search.records import card_records, records

__all__ = ["Prose", "Record", "built", "card_records", "records"]
