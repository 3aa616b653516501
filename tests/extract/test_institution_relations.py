"""Who works with whom, and what is part of what."""

from __future__ import annotations

import pytest

from kg.extract.institution_relations import institution_relations
from kg.extract.institutions import find_institutions
from tests.extract.institution_contexts import context_of


def pairs(
    text: str, jurisdiction: str, predicate: str = "collaboratesWith", issuer: str | None = None
) -> set[frozenset[str]]:
    context = context_of(text, jurisdiction, issuer)
    relations = institution_relations(context, find_institutions(context).mentions)
    return {frozenset((r.subject, r.object)) for r in relations if r.predicate == predicate}


CASES = [
    ("市第五医院与彭阳县中医院签订帮扶协议。", "厦门市翔安区", [("厦门市第五医院", "彭阳县中医院")]),
    (
        "今年安排市第五医院同永定区中医院、彭阳县中医院结对,新圩中心卫生院同永定区仙师卫生院结对。",
        "厦门市翔安区",
        [
            ("厦门市第五医院", "彭阳县中医院"),
            ("厦门市第五医院", "龙岩市永定区中医院"),
            ("厦门市翔安区新圩中心卫生院", "龙岩市永定区仙师卫生院"),
        ],
    ),
    ("市四院成为杭州市第七人民医院的协作医院。", "海宁市", [("海宁市第四人民医院", "杭州市第七人民医院")]),
    ("由县中医院托管南坝镇中心卫生院。", "平武县", [("平武县中医院", "平武县南坝镇中心卫生院")]),
    (
        "以县人民医院为龙头,龙安镇中心卫生院、古城镇卫生院为成员组建医共体。",
        "平武县",
        [("平武县人民医院", "平武县龙安镇中心卫生院"), ("平武县人民医院", "平武县古城镇卫生院")],
    ),
    (
        "市一院与浙大一院、市中医院与浙江省中医院开展合作。",
        "海宁市",
        [("海宁市第一人民医院", "浙江大学医学院附属第一医院"), ("海宁市中医院", "浙江省中医院")],
    ),
    ("市人民医院、市中医院与14家乡镇卫生院抱团组建医联体。", "海宁市", [("海宁市人民医院", "海宁市中医院")]),
    ("完成市人民医院和市中医院改造。", "海宁市", []),
    ("市人民医院、市中医院医联体建设提速。", "海宁市", []),
    ("市人民医院与各镇卫生院签约。", "海宁市", []),
    (
        "市人民医院、市中医院分别与浙大一院、浙江省中医院签约。",
        "海宁市",
        [("海宁市人民医院", "浙江大学医学院附属第一医院"), ("海宁市中医院", "浙江省中医院")],
    ),
    (
        "市人民医院通过三级复评,与浙大二院深化合作。",
        "海宁市",
        [("海宁市人民医院", "浙江大学医学院附属第二医院")],
    ),
    (
        "由县人民医院、县中医院分别托管南坝镇中心卫生院、古城镇卫生院。",
        "平武县",
        [("平武县人民医院", "平武县南坝镇中心卫生院"), ("平武县中医院", "平武县古城镇卫生院")],
    ),
    ("市中医院先后与浙江省中医院签约。", "海宁市", [("海宁市中医院", "浙江省中医院")]),
    ("市人民医院通过复评;与浙大二院深化合作的卫生院增至3家。", "海宁市", []),
    ("乡镇卫生院全部达标,与浙大二院深化合作。", "海宁市", []),
    (
        "市人民医院、省肿瘤医院(杭州院区)、市中医院与浙大二院共建联盟。",
        "海宁市",
        [
            ("海宁市人民医院", "浙江大学医学院附属第二医院"),
            ("浙江省肿瘤医院", "浙江大学医学院附属第二医院"),
            ("海宁市中医院", "浙江大学医学院附属第二医院"),
        ],
    ),
    (
        "由县人民医院牵头,南坝镇中心卫生院参与组建医共体。",
        "平武县",
        [("平武县人民医院", "平武县南坝镇中心卫生院")],
    ),
    ("县人民医院牵头组建胸痛中心,南坝镇中心卫生院启动改造。", "平武县", []),
    ("以县人民医院为龙头,县中医院启动二期。", "平武县", []),
    (
        "县人民医院医共体成员单位包括南坝镇中心卫生院。",
        "平武县",
        [("平武县人民医院", "平武县南坝镇中心卫生院")],
    ),
    (
        "县人民医院牵头组建医联体,成员单位为南坝镇中心卫生院、县妇幼保健院。",
        "平武县",
        [("平武县人民医院", "平武县南坝镇中心卫生院"), ("平武县人民医院", "平武县妇幼保健院")],
    ),
    ("南坝镇中心卫生院加入县人民医院医共体。", "平武县", [("平武县人民医院", "平武县南坝镇中心卫生院")]),
    ("市人民医院终止与杭州市第七人民医院的合作。", "海宁市", []),
]


@pytest.mark.parametrize(("text", "jurisdiction", "expected"), CASES, ids=[case[0] for case in CASES])
def test_partners(text: str, jurisdiction: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text, jurisdiction) == {frozenset(pair) for pair in expected}


def test_what_is_merged_into_a_hospital_is_part_of_it() -> None:
    found = pairs("黄水镇卫生院、永安镇卫生院整体并入区第二人民医院。", "成都市双流区", "subOrganizationOf")

    whole = "成都市双流区第二人民医院"
    assert found == {
        frozenset(("成都市双流区黄水镇卫生院", whole)),
        frozenset(("成都市双流区永安镇卫生院", whole)),
    }


@pytest.mark.parametrize(
    ("text", "issuer", "expected"),
    [
        ("我院与浙大一院签订协议。", "海宁市人民医院", [("海宁市人民医院", "浙江大学医学院附属第一医院")]),
        (
            "我院新增床位50张,与浙大一院签订协议。",
            "海宁市人民医院",
            [("海宁市人民医院", "浙江大学医学院附属第一医院")],
        ),
        (
            "先后与浙大一院、浙大二院签订协议。",
            "海宁市人民医院",
            [
                ("海宁市人民医院", "浙江大学医学院附属第一医院"),
                ("海宁市人民医院", "浙江大学医学院附属第二医院"),
            ],
        ),
        ("先后与浙大一院签订协议。", "海宁市卫生健康局", []),
        ("我院与浙大一院签订协议。", "海宁市卫生健康局", []),
        ("根本所在与浙大一院签约。", "海宁市血吸虫病防治所", []),
    ],
)
def test_our_hospital_stands_for_the_issuer(
    text: str, issuer: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(text, "海宁市", issuer=issuer) == {frozenset(pair) for pair in expected}


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("南坝镇中心卫生院挂牌成立县人民医院分院。", "平武县南坝镇中心卫生院", "平武县人民医院"),
        (
            "将县妇幼保健院整合为县妇幼保健计划生育服务中心。",
            "平武县妇幼保健院",
            "平武县妇幼保健计划生育服务中心",
        ),
    ],
)
def test_a_branch_or_a_merged_house_is_part_of_the_whole(text: str, part: str, whole: str) -> None:
    assert pairs(text, "平武县", "subOrganizationOf") == {frozenset((part, whole))}


def test_a_relation_carries_the_clause_that_says_it() -> None:
    context = context_of("扩建工程完工,市第五医院与彭阳县中医院签订协议,成效明显。", "厦门市翔安区")
    (relation,) = institution_relations(context, find_institutions(context).mentions)

    assert relation.span.of(context.text) == "市第五医院与彭阳县中医院签订协议"
