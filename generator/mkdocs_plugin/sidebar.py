"""Show in the navigation where a page stands that is not in it.

A card, a single standard, or any page of an old edition or year is not in the navigation. While the
host renders it, the section that it belongs to is open, and has an entry more where it needs one.
"""

from html import escape

from mkdocs.structure.nav import Link, Navigation, Section

from generator.pages.navigation import Entry, edition_entry, seen_of, year_entry
from generator.site import Site
from generator.urls import EDITIONS, YEARS, edition_page, served, year_page


class Sidebar:
    """The navigation of a site, and which of its sections is open for a page."""

    def __init__(self, nav: Navigation, site: Site) -> None:
        self._site = site
        self._sections = {page.file.src_uri: page.parent for page in nav.pages}
        self._editions = {edition.id: edition for edition in site.book.library.editions}
        self._open: Section | None = None
        self._added: Section | None = None

    def open(self, path: str) -> None:
        """Open the section of the page at a path, unless it is in the navigation itself."""
        place = None if path in self._sections else self._place(path)
        if place is None:
            return
        top, above, entry = place
        visible = self._site.visible
        if visible is not None and not (seen := seen_of((entry,), visible)):
            return
        entry = entry if visible is None else seen[0]
        section = self._sections.get(above)
        if above not in self._sections and (section := self._sections.get(top)):
            self._added, added = section, self._item(entry)
            section.children.append(added)
            added.parent = section
            section = added if isinstance(added, Section) else section
        if isinstance(section, Section):
            section.active, self._open = True, section

    def _place(self, path: str) -> tuple[str, str, Entry] | None:
        """Return the page of all editions or years, that of the one which a page belongs to, and
        its entry."""
        folder, name = [*path.split("/"), ""][:2]
        labels = self._site.labels
        if folder == "standards" and (edition := self._editions.get(name)):
            return EDITIONS, edition_page(name), edition_entry(edition, labels)
        if folder == "results" and name.isdecimal() and int(name) in self._site.book.years:
            return YEARS, year_page(int(name)), year_entry(int(name), labels)
        return None

    def _item(self, entry: Entry) -> Section | Link:
        """Return an entry as the host has it; pages that are not listed are links."""
        if entry.page:
            directories = self._site.serving.directories
            return Link(escape(entry.title), served(entry.page, directories=directories))
        return Section(escape(entry.title), [self._item(inner) for inner in entry.entries])

    def close(self) -> None:
        """Leave the navigation as it was."""
        if self._open:
            self._open.active = False
        if self._added:
            self._added.children.pop()
        self._open = self._added = None
