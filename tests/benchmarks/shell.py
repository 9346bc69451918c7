"""The HTML around the content of a finished page, as a base template of Hugo."""

import re
from pathlib import Path

TITLE = re.compile(r"<title>(.*?) - [^<]*</title>")
CANONICAL = re.compile(r'(?<=<link rel="canonical" href=")[^"]*')
EDIT = re.compile(
    r'(?<=<a href=")[^"]*(?=" title="[^"]*" class="md-content__button md-icon" rel="edit">)'
)
CONTENTS = re.compile(r'(?<=data-md-component="toc" data-md-scrollfix>).*?(?=</ul>)', re.DOTALL)
CONTENT = re.compile(r'<nav class="sb-crumbs".*(?=</article>)', re.DOTALL)
ARTICLE = "<article "
SEARCHED = "<article data-pagefind-body "


def base_template(page: Path) -> str:
    """The page as ``baseof.html``: blocks ``contents`` and ``main``, and holes for what
    differs from page to page. Pagefind looks into the article only."""
    html = page.read_text(encoding="utf-8")
    found = TITLE.search(html)
    if found is None or "{{" in html:
        raise ValueError(f"{page}: no page of the theme, or one that Hugo would misread")
    title = found[1]
    html = _once(CONTENT, '{{ block "main" . }}{{ end }}', html)
    html = _once(CONTENTS, '{{ block "contents" . }}{{ end }}', html)
    html = _once(CANONICAL, "{{ .Permalink }}", html)
    html = _once(EDIT, "{{ .Params.edit }}", html)
    return html.replace(title, "{{ .Title }}").replace(ARTICLE, SEARCHED)


def _once(pattern: re.Pattern[str], hole: str, html: str) -> str:
    html, count = pattern.subn(lambda _: hole, html)
    if count != 1:
        raise ValueError(f"{count} places for {hole} instead of one")
    return html
