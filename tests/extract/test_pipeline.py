"""Whatever the text, extraction ends, and every span it gives slices the file's own text."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.extract.pipeline import Extractor
from kg.extract.programmes import ProgrammeFinder
from kg.model import Document, Extraction
from kg.ontology.places import load_gazetteer
from kg.ontology.vocabulary import load_vocabulary

FRAGMENTS = (
    "一、", "(二)", "3.", "——", "第一章", "\n", "　　", " ", "\t", "。", ",", "、", "；", "“", "”", "《", "》", "(", ")", "（", "）",
    "海宁市", "市", "省", "县", "区", "全市", "人民医院", "中医院", "卫生健康局", "卫健委", "疾控中心", "社区卫生服务中心", "第五", "附属", "东院区",
    "医共体", "安宁疗护", "“两癌”筛查", "胸痛", "、卒中", "中心", "工程", "行动计划", "八大", "平台", "试点", "示范区",
    "2025年", "到2024年底", "二〇二三年", "90%", "以上", "百分之九十", "三分之一", "20/10万", "1:1.25", "1-3个百分点", "2.18亿元", "近万人次",
    "十余家", "全覆盖", "应签尽签", "不低于", "达到", "下降", "较上年", "每千人", "千人托位数", "4.5张", "50名", "国办发〔2021〕18号", "９５％",
    "推进", "建设", "支持", "依托", "开展", "完成", "已", "力争", "衛生", "醫院", "|", "序号 指标 单位 2020年 2025年", "AED", "5G", "\ufeff", "\ufffd",
)  # fmt: skip


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(load_gazetteer(), ProgrammeFinder(load_vocabulary()))


def check(extraction: Extraction) -> None:
    text = extraction.document.text
    for mention in extraction.mentions:
        assert mention.span.of(text) == mention.surface
        assert mention.name
    for target in extraction.targets:
        assert target.span.end <= len(text)
        assert target.span.contains(target.number)
        assert target.indicator
        assert (target.comparator == "Between") == (target.upper is not None)
    for relation in extraction.relations:
        assert relation.span.end <= len(text)


@example("签约率下降一、1-3个百分点")
@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join))
def test_any_text_of_the_genre_is_read_to_the_end(extractor: Extractor, text: str) -> None:
    check(extractor.extract(Document("x.txt", "0" * 64, text, "utf-8", "text/plain")))


@pytest.mark.parametrize("path", sorted((Path(__file__).parents[2] / "samples").glob("*.txt")), ids=lambda p: p.stem)
def test_spans_of_the_samples(extractor: Extractor, path: Path) -> None:
    check(extractor.extract(Document(path.name, "0" * 64, path.read_text(encoding="utf-8"), "utf-8", "text/plain")))
