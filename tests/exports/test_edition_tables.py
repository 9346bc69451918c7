"""The comparison of two editions as a table: what it says is what the page says."""

import csv
import io

from rendering import downloads

from generator.dataset.assessment import Assessment
from generator.messages.labels import labels


def test_each_row_has_the_words_before_and_after_and_the_reason(tiny: Assessment) -> None:
    (text,) = (
        download.make().decode("utf-8-sig")
        for download in downloads(tiny, labels("zh"))
        if download.path == "standards/2024/changes-2024.csv"
    )
    rows = list(csv.DictReader(io.StringIO(text)))
    (total,) = (row for row in rows if row["编号"] == "total")
    assert total["原文"] == "总分最低0分，最高100分。"
    assert total["新文"] == "总分不设最低分，不设最高分，可以超过100分。"
    assert total["理由"] == "加分 *多* 的可以超过 100 分"
    retired = [row for row in rows if row["编号"] == "s3"]
    assert {(row["变化"], row["新文"], row["理由"]) for row in retired} == {("停用", "", "并入 s4")}


def test_an_edition_that_follows_none_has_no_such_table(tiny: Assessment) -> None:
    paths = {download.path for download in downloads(tiny, labels("zh"))}
    assert "standards/2024/changes-2024.csv" in paths
    assert "standards/2023/changes-2023.csv" not in paths
