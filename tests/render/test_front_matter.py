"""Whatever the title of a page is, the host reads it from the front matter as it was written."""

from html import unescape

import pytest
from mkdocs.utils.meta import get_data
from rendering import written

from generator.dataset.assessment import Assessment
from generator.messages.labels import labels
from generator.render.markdown_page import parse_page

TITLES = (
    *(
        "甲 2023年度成绩单",
        "2023",
        "no",
        "null",
        "1e3",
        "2024-01-31",
        "~",
        "=",
        "- 一项",
        "# 标题",
    ),
    *("a: b", "{a: b}", "[a]", "&a", "*a", "!a", "%YAML 1.1", "@a", "`a`", "'a'", '"a"', "\\u0041"),
    *(
        "𠮷</title><script>ran=1</script>",
        "𠮷野家",
        "\U000323af",
        "e\u0301\u0338",
        "\u0301",
        "\ue000",
    ),
    *(
        "\n---\n<script>",
        "a\n...\nb",
        "一\n二",
        "\u00a0甲",
        "甲 " * 200,
        "&lt;b&gt; &amp;",
        "👍🏽",
        "\ue000",
    ),
)


@pytest.mark.parametrize("title", TITLES)
def test_the_host_reads_the_title_as_html(title: str) -> None:
    body, fields = get_data(parse_page("a.md", title, "\n# A\n", None).markdown)
    assert fields.keys() == {"title"}
    assert not set("<>\"'") & set(fields["title"])
    assert unescape(fields["title"]) == title
    assert body == "# A\n"


def test_the_title_of_every_page_is_in_its_front_matter(tiny: Assessment) -> None:
    for page in written(tiny, labels("zh")):
        assert unescape(get_data(page.markdown)[1]["title"]) == page.title
