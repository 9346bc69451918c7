"""The options of the plugin, and what it changes in the configuration of the site."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from generator.dataset.book import Book
from generator.exports.feed import Publication
from generator.messages.formats import date_text
from generator.messages.labels import Labels
from generator.mkdocs_plugin.documents import read_home
from generator.pages.directory import news
from generator.pages.navigation import Entry
from generator.site import Serving, Site
from generator.urls import EDITIONS, FEED, HOME, NOWHERE, ORGANIZATIONS, SEARCH, YEARS, Links

PLACEHOLDER = "scorebook"
APPROVED = "approved"
"""The folder of approved copies, beside ``mkdocs.yml``."""
PACKAGE = Path(__file__).parents[1]
THEME = PACKAGE / "theme"
STYLE = "assets/scorebook.css"
SCRIPTS = (
    "assets/vendor/tablesort/tablesort.min.js",
    "assets/vendor/tablesort/tablesort.number.min.js",
    "assets/shown.js",
    "assets/page.js",
    "assets/lines.js",
    "assets/charts.js",
)
ASSETS = tuple(sorted(file for file in (PACKAGE / "assets").rglob("*.*") if file.is_file()))
"""What browsers load: styles, the search, and the scripts in place of the theme's inline ones,
which the policy of :mod:`generator.policy` does not let run."""
SEARCH_STYLE = "assets/search/search.css"
SEARCH_BOX = ("title", "open", "placeholder", "results", "failed")
"""The labels of the search box."""


class ScorebookConfig(Config):
    """The options of the plugin in ``mkdocs.yml``; folders are relative to that file.

    ``drafts`` shows results that are drafts. ``search`` adds the search of the site. ``turbo``
    builds the same site faster. ``cluster`` is the address of a Dask scheduler whose workers help.
    ``issuer`` is who publishes the site, ``contact`` whom to ask: both stand at the foot of pages.
    ``same_on_every_page`` names plugins, hooks, templates and extensions that do not look at single
    pages; see :mod:`generator.mkdocs_plugin.page_wise`. ``audiences`` is the file that says who
    sees what; see :mod:`generator.mkdocs_plugin.audience`. With ``require_approval`` only what is
    approved is published, see :mod:`generator.dataset.approved`; a server shows what there is.
    ``letters`` is the folder of Word templates, if pages offer letters; see
    :mod:`generator.letters`.
    """

    standards = config_options.Type(str, default="standards")
    results = config_options.Type(str, default="results")
    drafts = config_options.Type(bool, default=False)
    search = config_options.Type(bool, default=True)
    turbo = config_options.Type(bool, default=True)
    cluster = config_options.Type(str, default="")
    issuer = config_options.Type(str, default="")
    contact = config_options.Type(str, default="")
    audiences = config_options.Type(str, default="")
    letters = config_options.Type(str, default="")
    require_approval = config_options.Type(bool, default=False)
    same_on_every_page = config_options.ListOfItems(config_options.Type(str), default=[])


class Folders(NamedTuple):
    """The folders of the data: of standards, of results, and of approved copies, if only what is
    approved is published."""

    standards: Path
    results: Path
    approved: Path | None


def folders(options: ScorebookConfig, config: MkDocsConfig) -> Folders:
    """Return the folders of the data, from the place of ``mkdocs.yml``."""
    root = root_of(config)
    approved = root / APPROVED if options.require_approval else None
    return Folders(root / options.standards, root / options.results, approved)


def refuse_site_over_data(options: ScorebookConfig, config: MkDocsConfig, labels: Labels) -> None:
    """Raise ``PluginError`` if the site would take the place of the data, or stand in it."""
    root, site = root_of(config), Path(config.site_dir).resolve()
    data = [root / options.standards, root / options.results, root / APPROVED]
    data += [root / name for name in (options.letters, options.audiences) if name]
    for path in (*data, Path(config.config_file_path or "mkdocs.yml")):
        place = path.resolve()
        if place.is_relative_to(site) or site.is_relative_to(place):
            raise PluginError(labels("console.over_data", folder=site, data=path))


def serving(options: ScorebookConfig, config: MkDocsConfig) -> Serving:
    """Return how the host serves the site."""
    directories, publication = config.use_directory_urls, None
    if config.site_url:
        publication = Publication(config.site_name, config.site_url, directories)
    home = read_home(config.docs_dir)
    introduction = home.introduction if home else None
    letters = root_of(config) / options.letters if options.letters else None
    return Serving(directories, options.search, publication, introduction, options.issuer, letters)


def root_of(config: MkDocsConfig) -> Path:
    """Return the folder of ``mkdocs.yml``."""
    return Path(config.config_file_path or "mkdocs.yml").absolute().parent


def add_assets(config: MkDocsConfig, options: ScorebookConfig, site: Site) -> None:
    """Add the style sheet, the scripts and the templates of the theme to the configuration.

    The templates say on every page whether the data is illustrative, link the feed if there is
    one, and name the day of the results.
    """
    if str(THEME) not in config.theme.dirs:  # else a program builds again
        config.theme.dirs.insert(len(config.theme.dirs) - 2, str(THEME))
    if STYLE not in config.extra_css:
        config.extra_css.append(STYLE)
    config.extra_javascript += [
        script for script in SCRIPTS if script not in config.extra_javascript
    ]
    if "attr_list" not in config.markdown_extensions:
        config.markdown_extensions.append("attr_list")
    feed = any(download.path == FEED for download in site.shared_downloads)
    config.extra["scorebook"] = {
        "notice": site.labels("ui.page.illustrative") if site.book.illustrative else "",
        "feed": site.labels("ui.downloads.feed") if feed else "",
        "missing": _missing(config, site),
    }
    as_of = site.labels("ui.page.as_of", date=date_text(_as_of(site.book), site.labels))
    add_footer(config, options, as_of)
    if news(site.book):
        config.extra["scorebook"]["news"] = {"after": as_of, "title": site.labels("ui.home.news")}
    prune_navigation(config)


def _as_of(book: Book) -> dt.date:
    """Return the day up to which the results are recorded; without any, the newest of the data."""
    return max((book.years[year].as_of for year in book.compared_years), default=book.newest)


def _missing(config: MkDocsConfig, site: Site) -> dict[str, Any]:
    """Return what stands at addresses where there is no page, with the ways on."""
    links = Links(HOME, {}, config.use_directory_urls, site.visible)
    ways = {HOME: "missing.home", YEARS: "years.title", EDITIONS: "editions.title"}
    ways[ORGANIZATIONS] = "organizations.title"
    return {
        "title": site.labels("ui.missing.title"),
        "lead": site.labels("ui.missing.lead"),
        "links": [
            {"address": str(links.to(page)), "title": site.labels(f"ui.{key}")}
            for page, key in ways.items()
            if links.to(page) != NOWHERE
        ],
    }


def add_footer(config: MkDocsConfig, options: ScorebookConfig, as_of: str) -> None:
    """Say at the foot of every page who publishes the site, as of when, and whom to ask.

    A ``copyright`` of the configuration stands after that.
    """
    ours = [escape(text) for text in (options.issuer, as_of, options.contact) if text]
    own = config.copyright or ""
    if not own.startswith(" · ".join(ours)):  # else a program builds again
        config.copyright = " · ".join([*ours, *([own] if own else [])])


def prune_navigation(config: MkDocsConfig) -> None:
    """Let the theme leave out of each page what the navigation does not show there."""
    features = list(config.theme.get("features") or ())
    if not {"navigation.prune", "navigation.expand"}.intersection(features):
        config.theme["features"] = [*features, "navigation.prune"]


def add_theme_below(env: Environment, config: MkDocsConfig) -> None:
    """Let our templates extend those of the theme that have the same names, as ``theme/…``."""
    below = config.theme.dirs[config.theme.dirs.index(str(THEME)) + 1 :]
    others = PrefixLoader({"theme": FileSystemLoader(below)})
    env.loader = ChoiceLoader([env.loader, others]) if env.loader else others


def replace_search(config: MkDocsConfig, labels: Labels) -> None:
    """Turn the theme's own search off, and add the search box of the header and its style."""
    theme_search = config.plugins.get("material/search")
    if theme_search is not None:
        theme_search.config["enabled"] = False
    if SEARCH_STYLE not in config.extra_css:
        config.extra_css.append(SEARCH_STYLE)
    address = Links(HOME, {}, config.use_directory_urls).to(SEARCH)
    box = {name: labels(f"ui.search.{name}") for name in SEARCH_BOX}
    config.extra["scorebook"]["search"] = {"address": str(address), **box}


def expand_navigation(nav: Sequence[Any], entries: tuple[Entry, ...]) -> Any:
    """Return the navigation of ``mkdocs.yml`` with the generated entries.

    They take the place of the entry ``scorebook``, wherever it stands, or come last if there is
    none. A page that is listed by hand does not stand among them too.
    """
    by_hand = frozenset(pages_of(nav))
    generated = [*_entries(entries, by_hand)]
    return _put(nav, generated) if PLACEHOLDER in by_hand else [*nav, *generated]


def _put(nav: Any, generated: list[Any]) -> Any:
    """Return a part of the navigation with the generated entries in place of ``scorebook``."""
    if isinstance(nav, dict):
        return {
            title: generated if inner == PLACEHOLDER else _put(inner, generated)
            for title, inner in nav.items()
        }
    if isinstance(nav, list):
        parts = [generated if inner == PLACEHOLDER else [_put(inner, generated)] for inner in nav]
        return [entry for part in parts for entry in part]
    return nav


def _entries(entries: Iterable[Entry], by_hand: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield entries in the form of ``mkdocs.yml``, without pages that are listed by hand.

    The theme prints titles as they are, so they are escaped here.
    """
    for entry in entries:
        inner = [*_entries(entry.entries, by_hand)]
        if inner or (entry.page and entry.page not in by_hand):
            yield {escape(entry.title): entry.page or inner}


def pages_of(nav: Any) -> Iterator[str]:
    """Yield the paths of all pages in a navigation."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for inner in nav.values():
            yield from pages_of(inner)
    elif isinstance(nav, list):
        for inner in nav:
            yield from pages_of(inner)
