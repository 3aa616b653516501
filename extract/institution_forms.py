"""Forms of names: what an abbreviated part stands for, and which names need no place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg.ontology.institutions import Known, known_institutions

NUMBERED = re.compile(r"^([一二三四五六七八九十]+)(人民)?医?院$")
"""一院, 二医院, 三人民医院: a number for a name."""
_SELF_CONTAINED = re.compile(
    r"(?:中国人民)?解放军|武警|联勤|[东西南北中]部战区|(?:陆|海|空|火箭)军|中华|中国|国家|国药|中铁|中建|中核|中航|航天|\d{3,4}医院"
    r"|核工业|(?:攀|鞍|武|首|包|太|马|宝|酒|本|济|莱|安|邯|唐|昆|柳|湘|涟|韶|新|重|南|通|水)钢|(?:阳|晋|同|平|郑|鹤|义|川|龙|铁|沈|陕|铜|潞)煤"
    r"|(?:大庆|胜利|中原|江汉|辽河|华北|长庆|江苏|吉林|大港|冀东|青海|吐哈|玉门)油田|开滦|兖矿|淮南矿业|西山煤电|汾西矿业|潞安|东风汽车|一汽"
)
_SCHOOLS = (("高职院", "职业技术学院"), ("医专", "医学高等专科学校"), ("卫校", "卫生学校"))
_PLACE_AHEAD = r"^(?:[\u4e00-\u9fff]{2,7}?(?:省|市|自治区|自治州)|北京|上海|天津|重庆|武汉)?"
_OWN_WORDS = (
    r"(?:第?[一二三四五六七八九十]|人民|中医|口腔|儿童|妇产|妇幼|妇女|肿瘤|胸科|眼科|骨科|精神|传染|中心|康复|老年"
    r"|安定|佑安|友谊|朝阳|同仁|安贞|协和|同济).{0,8}院"
)
_KNOWN_TAIL = re.compile(_PLACE_AHEAD + "(" + _OWN_WORDS + ")$")


def spelled(tail: str) -> str:
    """The words of a name with an abbreviated commission inside spelled out (国家卫生健康委西南培训中心)."""
    return re.sub(r"(?:卫生健康委|卫健委)(?!员会)", "卫生健康委员会", tail)


def affiliated(tail: str) -> str:
    """一附院, 附二院 and the like as 第一附属医院, a university's 三院 as 第三医院; everything else unchanged.

    附属二医院 keeps its order (附属第二医院): schools have both kinds of names.
    """
    ordered = re.fullmatch(r"附属([一二三四五六七八九])医?院", tail)
    if ordered:
        return f"附属第{ordered.group(1)}医院"
    match = re.fullmatch(r"(?:附(?:属)?)?([一二三四五六七八九])附?(?:医)?院", tail)
    if match and "附" in tail:
        return f"第{match.group(1)}附属医院"
    numbered = re.fullmatch(r"([一二三四五六七八九])医?院", tail)
    if numbered:
        return f"第{numbered.group(1)}医院"
    return "附属医院" if tail == "附院" else tail


def affiliated_forms(tail: str) -> tuple[str, ...]:
    """How the full name of a school's hospital may go on after the school's, the likeliest first."""
    full = affiliated(tail)
    ordered = re.fullmatch(r"附属第(.)医院", full)
    return (full, "医学院" + full, *((f"第{ordered.group(1)}附属医院",) if ordered else ()))


def school_name(written: str) -> str:
    """The full name of a school written short after its place: 常德高职院 is 常德职业技术学院."""
    return next((written.removesuffix(short) + full for short, full in _SCHOOLS if written.endswith(short)), written)


def numbered_forms(number: str) -> tuple[str, ...]:
    """What 一院 may be short for, the usual form first."""
    return tuple(f"第{number}{ending}" for ending in ("人民医院", "医院", "中心医院", "中心人民医院"))


def self_contained(tail: str) -> bool:
    """Whether a name needs no place: an army hospital, a national body, a state company's hospital."""
    return bool(_SELF_CONTAINED.match(tail))


@cache
def known_tails() -> Mapping[tuple[str, str], Known]:
    """The one known hospital by the code of its place and the words of its name that follow the place's own name."""
    found: dict[tuple[str, str], tuple[Known, ...]] = {}
    for known in known_institutions():
        for name in (known.name, *known.short) if known.kind == "hospital" else ():
            tail = _KNOWN_TAIL.search(name)
            if tail:
                key = (known.place, tail.group(1))
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), known)))
    return {key: value[0] for key, value in found.items() if len(value) == 1}
