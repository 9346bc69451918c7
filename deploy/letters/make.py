"""Make the example templates of letters, laid out as GB/T 9704 asks.

    python deploy/letters/make.py

Margins are 37, 35, 28 and 26 mm, the text 仿宋 of 16 points on lines of 28 points, headings of the
first and second rank 黑体 and 楷体, titles 小标宋 of 22 points, page numbers 宋体 of 14 points
between dashes, on odd pages to the right, on even ones to the left. Where a font is missing, a
program takes another one of its kind.
"""

from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

EXAMPLES = Path(__file__).parents[2] / "generator" / "letters" / "examples"
BODY, TITLE, FIRST, SECOND, NUMBERS = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
LEFT, CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def font(run: Run, name: str, points: float) -> None:
    """Set the font of a run, for Chinese characters too."""
    run.font.name, run.font.size = "Times New Roman", Pt(points)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)


def say(
    document: Doc, text: str, name: str = BODY, points: float = 16, align: object = LEFT
) -> Paragraph:
    """Add a paragraph; one of the body is indented by two characters."""
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28)
    layout.space_before = layout.space_after = Pt(0)
    paragraph.alignment = align  # type: ignore[assignment]
    if align == LEFT:
        layout.first_line_indent = Pt(32)
    font(paragraph.add_run(text), name, points)
    return paragraph


def page_number(paragraph: Paragraph, align: object) -> None:
    """Put the number of the page between dashes."""
    paragraph.alignment = align  # type: ignore[assignment]
    for part in ("— ", "begin", " PAGE ", "end", " —"):
        run = paragraph.add_run("" if part in ("begin", "end", " PAGE ") else part)
        font(run, NUMBERS, 14)
        if part in ("begin", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), part)
            run._element.append(mark)
        elif part == " PAGE ":
            code = OxmlElement("w:instrText")
            code.text = part
            run._element.append(code)


def page(title: str) -> Doc:
    """Return a document with its page set up, and its title."""
    document = Document()
    document.core_properties.title, document.core_properties.author = title, ""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(26)
    page_number(section.footer.paragraphs[0], RIGHT)
    page_number(section.even_page_footer.paragraphs[0], LEFT)
    return document


def table(document: Doc, head: list[str], loop: str, cells: list[str], widths: list[int]) -> None:
    """Add a table with a row for each entry of a loop; its heading repeats on each page."""
    grid = document.add_table(rows=4, cols=len(head), style="Table Grid")
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    rows = (head, [f"{{%tr for {loop} %}}"], cells, ["{%tr endfor %}"])
    for row, texts in zip(grid.rows, rows, strict=True):
        for cell, text, width in zip(row.cells, texts, widths, strict=False):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.alignment = CENTRE
            paragraph.paragraph_format.space_before = Pt(2)
            paragraph.paragraph_format.space_after = Pt(2)
            font(paragraph.add_run(text), FIRST if texts is head else BODY, 12)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


TOTAL = "{{ card.total | score(edition.rounding.total) }}"
RULE = "{% if card.total is not none %}"


def signature(document: Doc, day: str) -> None:
    """Add the office and the date at the end, to the right."""
    say(document, "")
    say(document, "（考核单位印章）", align=RIGHT)
    say(document, day, align=RIGHT)


REASON = (
    "{% if hold.case %}出现负面情形“{{ hold.case.text }}”（{{ hold.case.id }}）"
    "{% elif hold.limit %}{{ hold.limit.title }}"
    "{% else %}“{{ hold.full.title }}”的名额已满{% endif %}"
)


def reasons_of_the_grade(document: Doc) -> None:
    """Say why the grade is not the one that the total gives: what holds it, and a decision."""
    say(document, "{%p if card.effective_holds and card.by_cutoff %}")
    say(
        document,
        "按总分应为{{ card.by_cutoff.title }}，因"
        "{% for hold in card.effective_holds %}" + REASON + "{% if not loop.last %}；{% endif %}"
        "{% endfor %}，评为{{ card.calculated.title }}。",
    )
    say(document, "{%p endif %}")
    say(document, "{%p if result.decision %}")
    say(
        document,
        "经{{ result.decision.date | date }}研究决定，等次由{{ card.calculated.title }}"
        "定为{{ card.grade.title }}：{{ result.decision.reason }}",
    )
    say(document, "{%p endif %}")


def corrections_of_the_result(document: Doc) -> None:
    """List what was corrected: from what, to what, when and why."""
    say(document, "{%p for entry in result.corrections %}")
    say(
        document,
        "{{ entry.date | date }}更正："
        "{% if entry.of == 'grade' %}等次由{{ edition.grades | titled(entry.old) }}"
        "改为{{ edition.grades | titled(entry.new) }}"
        "{% else %}{% if entry.of == 'total' %}总分{% else %}"
        "{{ entry.of }}　{{ edition.standards | titled(entry.of) }}{% endif %}"
        "由{{ entry.old }}分改为{{ entry.new }}分{% endif %}。原因：{{ entry.reason }}",
    )
    say(document, "{%p endfor %}")


def steps_of_the_total(document: Doc) -> None:
    """Say how the total comes about of what methods are worth, so that it adds up."""
    say(document, "{%p if card.total is not none %}")
    say(
        document,
        "加权合计{{ card.base | number }}分"
        "{% if 'total' in card.adjustments.fed %}"
        "，加减分情形{{ card.adjustments.fed.total | signed }}分{% endif %}"
        "{% if 'total' in card.negative.fed %}"
        "，负面清单{{ card.negative.fed.total | negated | signed }}分{% endif %}"
        "，总分" + TOTAL + "分"
        "{% if card.bounded %}（总分限于规定的上下限之内）{% endif %}"
        "{% if card.cut %}（否决后的总分）{% endif %}"
        "{% if card.rounded %}（四舍五入）{% endif %}。",
    )
    say(document, "{%p endif %}")


def feedback() -> Doc:
    """The result of an organization, as it is told to it."""
    document = page("考核结果反馈单")
    say(document, "{{ card.year }}年度考核结果反馈单", TITLE, 22, CENTRE)
    say(document, "")
    say(document, "{{ card.name }}：").paragraph_format.first_line_indent = Pt(0)
    say(document, "根据《{{ edition.title }}》，现将你单位{{ card.year }}年度考核结果反馈如下。")
    say(document, "一、考核结果", FIRST)
    say(
        document,
        RULE + "总分" + TOTAL + "分，等次为{{ card.grade.title }}"
        "{% if rank %}，在{{ ranked }}个参加排名的党组织中居第{{ rank }}位{% endif %}。"
        "{% elif card.grade %}等次为{{ card.grade.title }}。"
        "{% else %}不评定等次：{{ result.no_grade }}{% endif %}",
    )
    reasons_of_the_grade(document)
    corrections_of_the_result(document)
    say(document, "{%p if card.methods %}")
    say(document, "二、各种考核方式得分", FIRST)
    table(
        document,
        ["考核方式", "占比（%）", "得分", "折算"],
        "score in card.methods",
        [
            "{{ score.method.title }}",
            "{{ score.weight | number }}",
            "{{ score.raw | score(edition.rounding.raw) }}",
            "{{ score.weighted | number }}",
        ],
        [60, 32, 32, 32],
    )
    steps_of_the_total(document)
    say(document, "{%p endif %}")
    say(document, "{%p if improvements %}")
    say(document, "三、失分较多的条款", FIRST)
    say(document, "{%p for row in improvements %}")
    say(
        document,
        "{{ loop.index }}．{{ row.clause }}　{{ row.text }}，"
        + "影响总分{{ row.points | score(2) }}分。",
    )
    say(document, "{%p endfor %}")
    say(document, "{%p endif %}")
    say(document, "{%p if edition.objections and result.state in ('notice', 'review') %}")
    say(
        document,
        "{{ '四' if improvements else '三' if card.methods else '二' }}、异议的提出",
        FIRST,
    )
    say(document, "{%p for text in edition.objections %}")
    say(document, "{{ text }}")
    say(document, "{%p endfor %}")
    say(document, "{%p endif %}")
    signature(document, "{{ result.status[-1].date | date }}")
    return document


def rectification() -> Doc:
    """What an organization has to put right."""
    document = page("整改通知单")
    say(document, "整改通知单", TITLE, 22, CENTRE)
    say(document, "")
    say(document, "{{ card.name }}：").paragraph_format.first_line_indent = Pt(0)
    say(
        document,
        "经{{ card.year }}年度考核，你单位有以下{{ open | length }}个问题需要整改，请按期完成。",
    )
    say(document, "{%p for entry in open %}")
    say(document, "{{ loop.index }}．{{ entry.finding }}", SECOND)
    say(document, "依据条款：{{ entry.clause }}")
    say(document, "整改措施：{{ entry.measure }}")
    say(
        document,
        "整改期限：{{ entry.deadline | date }}（{{ entry.state | progress }}"
        "{% if entry in overdue %}，已逾期{% endif %}）",
    )
    say(document, "{%p endfor %}")
    say(document, "整改完成后，请将整改情况和有关材料报考核单位验收。")
    signature(document, "{{ result.status[-1].date | date }}")
    return document


def results_table(document: Doc) -> None:
    """Add the table of all results of a year."""
    table(
        document,
        ["序号", "党组织", "类别", "总分", "等次"],
        "card in results",
        [
            "{{ loop.index }}",
            "{{ card.name }}",
            "{{ kinds[card.kind] }}",
            "{% if card.total is not none %}"
            "{{ card.total | score(edition.rounding.total) }}{% endif %}",
            "{% if card.grade %}{{ card.grade.title }}{% else %}不评定{% endif %}",
        ],
        [14, 68, 30, 22, 22],
    )


def notice() -> Doc:
    """The public notice of the results of a year."""
    document = page("公示")
    say(document, "关于{{ year.year }}年度考核结果的公示", TITLE, 22, CENTRE)
    say(document, "")
    say(document, "根据《{{ edition.title }}》，现将{{ year.year }}年度考核结果予以公示。")
    say(document, "{%p if year.notice %}")
    say(
        document,
        "公示期为{{ year.notice.opens | date }}至{{ year.notice.closes | date }}。"
        "对结果有异议的，请在公示期内向{{ year.notice.object_to }}提出。",
    )
    say(document, "{%p endif %}")
    say(document, "")
    results_table(document)
    signature(
        document,
        "{% if year.notice %}{{ year.notice.opens | date }}{% else %}"
        "{{ year.as_of | date }}{% endif %}",
    )
    return document


def bulletin() -> Doc:
    """The bulletin of the results of a year."""
    document = page("通报")
    say(document, "关于{{ year.year }}年度考核结果的通报", TITLE, 22, CENTRE)
    say(document, "")
    say(document, "各党组织：").paragraph_format.first_line_indent = Pt(0)
    say(
        document,
        "根据《{{ edition.title }}》，{{ year.year }}年度考核工作已经结束，现将结果通报如下。",
    )
    say(document, "一、总体情况", FIRST)
    say(
        document,
        "参加考核的党组织{{ results | length }}个，其中"
        "{% for grade, count in grades %}{{ grade.title }}{{ count }}个"
        "{% if not loop.last %}，{% endif %}{% endfor %}。",
    )
    say(document, "二、考核结果", FIRST)
    results_table(document)
    say(document, "{%p if edition.use_of_results %}")
    say(document, "三、结果运用", FIRST)
    say(document, "{%p for use in edition.use_of_results %}")
    say(document, "（{{ loop.index }}）{{ use.title }}。{{ use.text }}")
    say(document, "{%p endfor %}")
    say(document, "{%p endif %}")
    signature(document, "{{ dated | date }}")
    return document


def main() -> None:
    """Write the templates into the package."""
    templates = {
        "organization/feedback.docx": feedback(),
        "rectification/rectification.docx": rectification(),
        "year/notice.docx": notice(),
        "year/bulletin.docx": bulletin(),
    }
    for name, document in templates.items():
        file = EXAMPLES / name
        file.parent.mkdir(parents=True, exist_ok=True)
        document.save(str(file))


if __name__ == "__main__":
    main()
