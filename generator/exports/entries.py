"""What many documents say alike, as JSON: whose they are, and which grade it is."""

from generator.dataset.book import Book
from generator.exports import documents as doc
from generator.exports.jsonfile import form, text, written
from generator.exports.kept import Kept
from generator.model.edition import Edition, Grade
from generator.model.result import Organization


class Entries:
    """Writes organizations, editions and grades of a book."""

    def __init__(self, book: Book) -> None:
        self._organizations = {
            id: form(doc.OrganizationEntry, kind=doc.Titled(id, title))
            for id, title in book.kind_titles.items()
        }
        self._titled = Kept(_titled)

    def organization(self, organization: Organization, name: str) -> bytes:
        """An organization by its name in the year, or today's where no year is meant."""
        blank = self._organizations[organization.kind]
        return blank % (text(organization.id), text(name))

    def titled(self, entry: Edition | Grade | None) -> bytes:
        """An edition or a grade by id and title."""
        return self._titled.of(entry) if entry else b"null"


def _titled(entry: Edition | Grade) -> bytes:
    return written(doc.Titled(entry.id, entry.title))
