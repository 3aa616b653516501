"""Hospital grades as aims: 创“三甲”, 达到三级标准, 对照三级中医医院; not where the grade only describes a hospital."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.programme_candidates import Candidate
from kg.model import Span
from kg.ontology.vocabulary import Vocabulary

AIM_LABEL = "三甲创建"
REVIEW_LABEL = "医院等级评审"
CDC_LABEL = "疾控机构等级评审"

_GRADE = r"(?:三级甲等|三级乙等|二级甲等|二级乙等|三甲|三乙|二甲|二乙|三级|二级)"
_FACILITY = (
    r"(?:综合性?|专科|中医|中西医结合|妇幼保健|妇幼|公立)*(?:医院|保健院|(?:疾控|疾病预防控制)(?:中心|机构))"
)
_WORDS = rf"“?(?P<grade>{_GRADE})”?(?P<facility>{_FACILITY})?”?"
_AFTER = r"(?P<after>标准|目标|水平|(?:服务)?能力(?:标准|要求|水平)|创建|看齐|(?:医院)?(?:评审|复审|复评|评价|评估|复核))"
_GRADE_PHRASE = re.compile(rf"{_WORDS}(?:的)?(?:{_AFTER})?")
_AIM_BEFORE = re.compile(
    r"(?:创|创建|争创|申报|申创|申评|创成|创评|创办|晋升(?:为)?|晋级|升(?:级)?为|升格为|达到(?:了)?(?:国家)?|获批|评为|获评|通过(?:国家)?|跻身|迈入"
    r"|建成(?:国家)?|对照|冲刺|具备|迈向|成为|确认为|评定为|达标|达|挂牌)$"
)
_COUNT_AIM = re.compile(r"(?:力争|争取|确保|新增|创成|建成|达到)[^,。;]{0,8}$")
_COUNT_AFTER = re.compile(r"(?:数)?(?:超过|突破|达到?|力争|增至|增加到|不少于)[^,。;]{0,4}\d")
_BUILDING = re.compile(r"新建|改扩建|扩建|迁建|参照|规划建设")
_REVIEWS = ("评审", "复审", "复评", "评价", "评估", "复核")
_CDC = re.compile("疾控|疾病预防控制")
_ATTRIBUTE_AFTER = re.compile(r"医疗|技术|学科|专科|联动|门诊|手术|教授|医生|专家|病种|目录")


def grade_aims(text: str, vocabulary: Vocabulary) -> Iterator[Candidate]:
    """The grades that a text says are to be reached or were reached."""
    for match in _GRADE_PHRASE.finditer(text):
        label = _label(text, match)
        concept = vocabulary.by_name.get(label) if label else None
        if concept is None:
            continue
        begin, end = match.span()
        if match["after"] in ("看齐", None) or (match["after"] or "").startswith(("服务能力", "能力")):
            end = match.end("facility") if match["facility"] else match.end("grade")
        if text[begin] == "“" and text.startswith("”", match.end("grade")):
            begin, end = match.span("grade")
        begin, end = _trim(text, begin, end)
        yield Candidate(Span(begin, end), concept.label, "grade", concept.id, rank=0)


def _label(text: str, match: re.Match[str]) -> str | None:
    before = text[max(0, match.start() - 20) : match.start()]
    if _BUILDING.search(before[-8:]):
        return None
    aim = _aim_label(text, match)
    after = match["after"] or ""
    if after.endswith(_REVIEWS):
        whose = match["facility"] or after.startswith("医院") or "“" in match.group()
        return _reviewed(aim) if whose else None
    if after == "标准":
        return CDC_LABEL if aim == CDC_LABEL else AIM_LABEL
    if after in ("目标", "创建", "看齐", "水平") or after.endswith(("要求", "标准", "水平")):
        return aim
    if _ATTRIBUTE_AFTER.match(text, match.end()):
        return None
    high = match["grade"] not in ("三级", "二级") or "“" in match.group()
    if _AIM_BEFORE.search(before) and (high or match["facility"]):
        return aim
    if (
        high
        and match["facility"] == "医院"
        and _COUNT_AIM.search(before)
        and _COUNT_AFTER.match(text, match.end())
    ):
        return AIM_LABEL
    return None


def _reviewed(aim: str) -> str:
    """The review that leads to an aim."""
    return CDC_LABEL if aim == CDC_LABEL else REVIEW_LABEL


def _aim_label(text: str, match: re.Match[str]) -> str:
    """The programme that the grade belongs to: by its height, and by whether the clause speaks of a CDC."""
    clause = re.split("[,。;\n]", text[max(0, match.start() - 16) : match.start()])[-1] + match.group()
    if _CDC.search(clause):
        return CDC_LABEL
    return AIM_LABEL if match["grade"][0] == "三" else REVIEW_LABEL


def _trim(text: str, begin: int, end: int) -> tuple[int, int]:
    """The range without an outer pair, or half pair, of quotation marks."""
    inside = text[begin:end]
    if inside.startswith("“") and (inside.endswith("”") or "”" not in inside):
        begin += 1
    if text[begin:end].endswith("”") and "“" not in text[begin:end]:
        end -= 1
    return begin, end
