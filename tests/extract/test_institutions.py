"""What the pipeline gets: mentions with their grounds, one institution a name, the issuer behind 我院."""

from __future__ import annotations

import time

from kg.extract.institutions import find_institutions, issuer_kind, self_reference
from kg.model import Institution, Span
from tests.extract.institution_contexts import context_of


def by_name(text: str, jurisdiction: str) -> dict[str, Institution]:
    return {i.name: i for i in find_institutions(context_of(text, jurisdiction)).institutions}


def test_the_basis_says_what_the_link_rests_on() -> None:
    mention = find_institutions(context_of("市第五医院通过复评。", "厦门市翔安区")).mentions[0]

    assert mention.rule == "jurisdiction"
    assert mention.basis == "市第五医院 → 厦门市第五医院:文件代表厦门市翔安区,“市”指厦门市"


def test_an_institution_has_its_kind_and_place() -> None:
    found = by_name("市第五医院和区疾控中心、新圩中心卫生院参加。", "厦门市翔安区")

    assert found["厦门市第五医院"] == Institution("厦门市第五医院", "hospital", "350200")
    assert (found["厦门市翔安区疾病预防控制中心"].kind, found["厦门市翔安区疾病预防控制中心"].place) == ("public_health", "350213")
    assert found["厦门市翔安区新圩中心卫生院"].kind == "primary_care"


def test_a_homonymous_district_stays_unresolved_with_its_candidates() -> None:
    (found,) = by_name("鼓楼区疾控中心来访。", "云南省").values()

    assert not found.resolved
    assert found.name == "鼓楼区疾控中心"
    assert "南京市鼓楼区疾病预防控制中心" in found.candidates
    assert "福州市鼓楼区疾病预防控制中心" in found.candidates


def test_two_mentions_of_one_body_make_one_institution() -> None:
    assert list(by_name("市中医院扩建。海宁市中医院二期封顶。", "海宁市")) == ["海宁市中医院"]


def test_the_form_used_in_full_elsewhere_wins() -> None:
    assert list(by_name("中宁县中医医院揭牌。县中医院扩建。", "中宁县")) == ["中宁县中医医院"]


def test_offices_renamed_over_time_stay_apart() -> None:
    names = set(by_name("市卫生局、市卫生计生委、市卫生健康委先后推进。", "绍兴市"))

    assert names == {"绍兴市卫生局", "绍兴市卫生和计划生育委员会", "绍兴市卫生健康委员会"}


def test_a_campus_is_part_of_its_hospital() -> None:
    assert by_name("市中医院光明院区开诊。", "深圳市")["深圳市中医院光明院区"].parent == "深圳市中医院"


def test_a_name_in_brackets_is_a_second_name() -> None:
    found = by_name("省职工医院(省工伤职业康复医院)改扩建。", "贵州省")

    assert found["贵州省工伤职业康复医院"].second_name_of == "贵州省职工医院"


def test_another_full_name_of_a_known_hospital_is_its_second_name() -> None:
    found = by_name("省肿瘤医院启用新楼。", "贵州省")["贵州省肿瘤医院"]

    assert (found.second_name_of, found.place) == ("贵州医科大学附属肿瘤医院", "520000")


def test_a_hung_name_is_a_second_name() -> None:
    found = by_name("市人民医院加挂“嘉兴大学附属海宁医院”牌子。", "海宁市")

    assert found["嘉兴大学附属海宁医院"].second_name_of == "海宁市人民医院"


def test_our_hospital_is_the_issuer_and_no_mention() -> None:
    context = context_of("我院完成改造,我局未参与。", "海宁市", issuer="海宁市人民医院")

    assert find_institutions(context).mentions == ()
    assert self_reference(context, Span(0, 2)) == "海宁市人民医院"
    assert self_reference(context, Span(7, 9)) is None
    assert self_reference(context, Span(2, 4)) is None


def test_the_kind_of_an_issuer_follows_from_its_name() -> None:
    assert issuer_kind("海宁市卫生健康局") == "administration"
    assert issuer_kind("海宁市人民医院") == "hospital"
    assert issuer_kind("嘉兴市疾病预防控制中心") == "public_health"


def test_a_long_document_takes_little_time() -> None:
    sentence = "推动市第五医院与彭阳县中医院、永定区中医院签订协议,加强各级疾控中心和乡镇卫生院建设,提升全市医疗服务能力。"
    context = context_of(sentence * 200, "厦门市翔安区")
    find_institutions(context_of(sentence, "厦门市翔安区"))
    begin = time.perf_counter()
    found = find_institutions(context)

    assert len(found.mentions) == 1000
    assert time.perf_counter() - begin < 2


def test_the_same_document_gives_the_same_findings() -> None:
    text = "市一院、二院与浙大一院合作,县(市、区)卫生健康局落实。"

    assert find_institutions(context_of(text, "湖州市")) == find_institutions(context_of(text, "湖州市"))


def test_a_number_filled_up_by_convention_says_so() -> None:
    by_convention = find_institutions(context_of("市四院扩建。", "海宁市")).mentions[0]
    known = find_institutions(context_of("市一院扩建。", "宁波市")).mentions[0]

    assert by_convention.basis == "市四院 → 海宁市第四人民医院:文件代表海宁市,“市”指海宁市,“四院”按通例取“第四人民医院”"
    assert known.basis == "市一院 → 宁波市第一医院:文件代表宁波市,“市”指宁波市"


def test_a_bare_name_is_never_taken_for_a_namesake_elsewhere() -> None:
    names = {m.name for m in find_institutions(context_of("彭阳县中医院来访,中医院选派专家。", "厦门市翔安区")).mentions}

    assert names == {"彭阳县中医院", "厦门市翔安区中医院"}
