"""What two editions say, compared in words."""

import pytest

from generator.analysis.statements import changed_statements, text_segments


def cut(was: str, now: str) -> list[tuple[str, str]]:
    return [(segment.kind, segment.text) for segment in text_segments(was, now)]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("按月召开会议", "按季度召开会议"),
        ("甲乙丙丁", "甲丙"),
        ("新的一句", "完全不同"),
        ("每年十二次，不少于十次", "每年四次，不少于三次"),
        ("开会", "开会学习"),
        ("", "开会"),
        ("每次2.5分", ""),
    ],
)
def test_the_segments_give_both_texts_back(was: str, now: str) -> None:
    segments = text_segments(was, now)
    assert "".join(segment.text for segment in segments if segment.kind != "in") == was
    assert "".join(segment.text for segment in segments if segment.kind != "out") == now


@pytest.mark.parametrize(
    ("was", "now", "segments"),
    [
        ("权重50%", "权重55%", [("same", "权重"), ("out", "50%"), ("in", "55%")]),
        ("每次10分", "每次1分", [("same", "每次"), ("out", "10"), ("in", "1"), ("same", "分")]),
        ("−4至0.5", "−4至0.25", [("same", "−4至"), ("out", "0.5"), ("in", "0.25")]),
        ("见s10", "见s12", [("same", "见"), ("out", "s10"), ("in", "s12")]),
    ],
)
def test_a_number_is_never_cut_inside(was: str, now: str, segments: list[tuple[str, str]]) -> None:
    assert cut(was, now) == segments


def test_one_or_two_characters_between_two_changes_count_as_changed() -> None:
    assert cut("一律甲的乙处理完毕", "一律丙的丁处理完毕") == [
        ("same", "一律"),
        ("out", "甲的乙"),
        ("in", "丙的丁"),
        ("same", "处理完毕"),
    ]


def test_one_or_two_characters_after_the_last_change_stay() -> None:
    assert cut("每年开会四次", "每年开会六次")[-1] == ("same", "次")


def test_statements_with_one_label_are_a_list_and_what_stayed_is_left_out() -> None:
    was = "<hr>任务<br>每月开会<hr>任务<br>报告<hr>分值<br>3分<hr>说明<br>旧"
    now = "<hr>任务<br>每季开会<hr>任务<br>报告<hr>任务<br>总结<hr>分值<br>3分"
    found = [(change.label, change.old, change.new) for change in changed_statements(was, now)]
    assert found == [("任务", "每月开会", "每季开会"), ("任务", "", "总结"), ("说明", "旧", "")]


def test_words_are_told_as_they_read() -> None:
    (change,) = changed_statements("", "<hr>内容<br>见 <em>甲</em> &#38; 乙")
    assert (change.old, change.new) == ("", "见 甲 & 乙")
