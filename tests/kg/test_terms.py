"""Terms that no vocabulary knows are found by what stands together in several documents, not by what every office writes."""

from kg.terms import tokenizer, unknown_terms

FILLER = "".join(f"各镇街{verb}{thing}。" for verb in ("安排", "检查", "登记") for thing in ("药品", "床位", "设备", "名册", "车辆", "档案", "水电", "食堂"))
TEXTS = [
    "全面建设夕阳驿站,开展上门助浴服务。推进家庭医生签约服务。深入学习贯彻重要思想。" + FILLER,
    "每个社区设一个夕阳驿站,规范上门助浴服务。推进家庭医生签约服务。深入学习贯彻重要思想。" + FILLER,
    "夕阳驿站全部投用,上门助浴服务扩面。门诊改造完成。" + FILLER,
]


def test_terms_of_several_documents() -> None:
    found = {term.text: term for term in unknown_terms(TEXTS, {"家庭医生签约服务"}, tokenizer(["家庭医生签约服务"]))}

    assert found["夕阳驿站"].documents == 3
    assert found["夕阳驿站"].occurrences == 3


def test_known_names_and_rhetoric_are_no_terms() -> None:
    found = {term.text for term in unknown_terms(TEXTS, {"家庭医生签约服务"}, tokenizer(["家庭医生签约服务"]))}

    assert not any("签约" in text or "思想" in text for text in found)


def test_a_known_term_is_no_longer_offered() -> None:
    known = {"夕阳驿站", "上门助浴"}

    assert "夕阳驿站" not in {term.text for term in unknown_terms(TEXTS, known, tokenizer(sorted(known)))}


def found(*texts: str) -> list[str]:
    filled = [text + FILLER for text in texts]
    return [term.text for term in unknown_terms(filled, (), tokenizer(["助浴", "夕阳", "晾晒"]))]


def test_a_remark_on_the_document_is_not_its_text() -> None:
    assert found("(夕阳助浴机制)\n推进门诊改造。", " （夕阳助浴机制） \n门诊改造。") == []


def test_phrases_of_office_are_no_terms() -> None:
    phrase = "现将方案印发给你们。经市政府同意。床位同比增长。平均降幅收窄。切实走深走实。"

    assert found(phrase, phrase) == []


def test_a_noun_of_the_field_at_the_end_comes_first_and_needs_one_document_only() -> None:
    once = "夕阳助浴服务。镇里有夕阳助浴服务。夕阳晾晒大院。"

    assert found(once, "夕阳晾晒大院。")[0] == "夕阳助浴服务"
    assert "夕阳晾晒大院" in found(once, "夕阳晾晒大院。")[1:]
    assert "夕阳晾晒大院" not in found(once + "夕阳晾晒大院。", "")
