"""Cleaning makes characters uniform, drops the web page around a document, and never loses where a character stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.clean import clean
from kg.model import Span

CASES = [
    ("full-width digits and per cent", "签约率达到９５％", "签约率达到95%"),
    ("spaces between digits and characters", "降到 20/10 万,每千人 2.5 人", "降到20/10万,每千人2.5人"),
    ("a space between Latin words stays", "使用 AI assistant 系统", "使用AI assistant系统"),
    ("corner brackets are quotes", "推廣「健康小屋」服務,擴大醫療覆蓋", "推广“健康小屋”服务,扩大医疗覆盖"),
    ("straight quotes are paired", '开展"健康小屋"活动', "开展“健康小屋”活动"),
    ("a sentence cut by a line end", "全面推进县域医疗服务能力的提升,加强基层机\n\n构建设。", "全面推进县域医疗服务能力的提升,加强基层机构建设。"),
    ("a heading is not joined to its text", "一、目标任务\n\n到明年底完成。", "一、目标任务\n到明年底完成。"),
    ("an item is not joined to the line before", "扩大覆盖面\n(二)加强培训。", "扩大覆盖面\n(二)加强培训。"),
    ("a breadcrumb goes", "当前位置:首页 > 公开\n2023年工作要点\n推进签约。", "2023年工作要点\n推进签约。"),
    ("share and print lines go", "推进签约。\n分享:\n关闭 打印", "推进签约。"),
    ("an item inside a line opens a paragraph", "加强培训。(二)扩大覆盖。", "加强培训。\n(二)扩大覆盖。"),
    (
        "headings of a one-line document",
        "一、坚持质量优先,服务更进一步 (一)夯实基层基础,网底更牢。" + "推进签约。" * 40,
        "一、坚持质量优先,服务更进一步\n(一)夯实基层基础,网底更牢。" + "推进签约。" * 40,
    ),
    ("cells of a table stay apart", "1 人均预期寿命 岁 79.1 80.2", "1\t人均预期寿命\t岁\t79.1\t80.2"),
]


@pytest.mark.parametrize(("source", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_clean(source: str, expected: str) -> None:
    assert clean(source).body.text == expected


def test_date_and_source_lines_are_kept_apart() -> None:
    cleaned = clean("2023年工作要点\n发布日期:2023-06-30 浏览次数:\n推进签约。\n信息来源: 市卫生健康委")

    assert cleaned.body.text == "2023年工作要点\n推进签约。"
    assert "2023-06-30" in cleaned.notes.text
    assert "市卫生健康委" in cleaned.notes.text


def test_a_footer_mark_ends_the_document_only_near_its_end() -> None:
    text = "推进家庭医生签约服务。\n" * 10
    assert clean("相关主题\n" + text).body.text.count("\n") == 9
    assert "无关" not in clean(text + "相关主题\n无关的文字很多").body.text


texts = st.text(alphabet="一二(一)1.、。,;:“”\"「」 \t\n　市卫健委２０％衛生健康AIa-—~|", max_size=120)


@given(texts)
def test_every_character_points_to_its_own_place_in_the_file(source: str) -> None:
    body = clean(source).body

    assert len(body.text) == len(body.origin)
    assert list(body.origin) == sorted(body.origin)
    for i in range(len(body.text)):
        assert 0 <= body.origin[i] < len(source)


@given(texts)
def test_cleaning_is_idempotent(source: str) -> None:
    once = clean(source).body.text

    assert clean(once).body.text == once


def test_a_span_of_the_cleaned_text_gives_the_characters_as_written() -> None:
    source = "由 海宁市\n　　人民醫院 牽頭,覆蓋率９５％以上,醫療衛生機構標準化建設全面開展。"
    body = clean(source).body
    begin = body.text.index("95%")

    assert body.source_span(Span(begin, begin + 3)).of(source) == "９５％"


NOISE = [
    (
        "pinyin glosses of a mirrored page",
        "卫(wèi)生院与县(xiàn)医(yī)院、镇(zhèn)所、市(shì)站、省(shěng)厅签约(HPV)",
        "卫生院与县医院、镇所、市站、省厅签约(HPV)",
    ),
    (
        "glosses without tone marks, but no units",
        "关(guan)心体(ti)系、医(yi)院、卫(wei)生、建(jian)设,全长(km)不限",
        "关心体系、医院、卫生、建设,全长(km)不限",
    ),
    ("advertising is cut, the text after it stays", "润笔请加微信:abc。区卫生健康局推进签约服务。", "润笔请加微信:abc。区卫生健康局推进签约服务。"),
    ("a single reading is the writer's", "尪(wāng)痹门诊", "尪(wāng)痹门诊"),
    ("lost bytes at the start of a line", "??2018年工作要点\n推进签约。", "2018年工作要点\n推进签约。"),
    ("a question stays", "为什么要签约?怎么签?", "为什么要签约?怎么签?"),
    (
        "items of a run-on line",
        "工作措施(一)强化签约" + "推进服务提质," * 24 + "(二)扩大覆盖" + "推进服务扩面," * 6,
        "工作措施\n(一)强化签约" + "推进服务提质," * 24 + "\n(二)扩大覆盖" + "推进服务扩面," * 6,
    ),
    ("cells between bars", "实有床位数(张) | 2802 |\n病床使用率% | 70.84 | |", "实有床位数(张)\t2802\t\n病床使用率%\t70.84\t"),
    ("links between bars go", "首页 | 要闻 | 公开 | 服务 | 互动\n推进签约。", "推进签约。"),
    ("a spam line at the head", "久久视频在线播放,亚洲一区二区三区,国产精品免费\n推进签约。", "推进签约。"),
    ("words of the trade are no spam", "推广精品课程在线视频培训,免费开放。", "推广精品课程在线视频培训,免费开放。"),
    ("HTML entities", "2018年工作要点&nbsp;&nbsp;\n推进&ldquo;两癌&rdquo;筛查。", "2018年工作要点\n推进“两癌”筛查。"),
    ("a bullet before an item", "• 1.推进签约。\n• 2.扩大覆盖。", "1.推进签约。\n2.扩大覆盖。"),
    ("a bullet before a page field", "• 发布:某某卫生健康委\n推进签约。", "推进签约。"),
]


@pytest.mark.parametrize(("source", "expected"), [c[1:] for c in NOISE], ids=[c[0] for c in NOISE])
def test_what_a_copy_adds_is_dropped(source: str, expected: str) -> None:
    assert clean(source).body.text == expected
