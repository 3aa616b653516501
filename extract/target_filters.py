"""Which quantities can be an aim or a result, judged by the words beside them.

Left out: dates and spans that define something, baselines (由20%升到25%: the 20), ranks, denominators, counts of
phases and aspects, set phrases with a Chinese numeral.
"""

from __future__ import annotations

import re
from functools import cache

from kg.extract.numerals import HAN
from kg.extract.quantities import Quantity, find_quantities
from kg.model import Span
from kg.ontology.target_words import any_of

_SINCE = r"(?:(?:19|20)\d\d年?(?:年?底|末)?|上年度?|去年|原来|原先|目前|现有|最初|当前|“?十[一二三四]五”?(?:末|初|期末)?)"
_BASELINE_BEFORE = re.compile(rf"(?:由|从|自){_SINCE}?的?(?:人均|平均|每人|不足|约|近|全[市县省区州])?$")
_RISES = r"(?:提高|提升|上升|增加|增长|增|升|扩大|下降|降低|降|减少|缩短|压缩|压减|调整|扩展|扩|优化|发展|拓展|变|改|延长|回升|扩充|跃升|攀升)[了]?(?:到|至|为)"
_RISES_TO = re.compile(rf"^[^,;。、]{{0,24}}?{_RISES}|^(?:到|至)(?:{_SINCE}的?)?\d")
_MEMBER = r"[\d.]+(?:[%‰]|/\d*[十百千万]+|[\u4e00-\u9fff]{0,3})"
_BASELINES_BEFORE = re.compile(rf"(?:由|从|自){_SINCE}?的?(?:{_MEMBER}(?:、|和|及))*$")
_ALL_RISE_TO = re.compile(rf"^(?:(?:、|和|及){_MEMBER})*(?:分别|依次)?{_RISES}")
"""Of a list of earlier values (由a、b、c降到x、y、z): what stands before one, and behind it."""

EARLIER_VALUES = re.compile(rf"(?:由|从|自){_SINCE}?的?{_MEMBER}(?:(?:、|和|及){_MEMBER})*$")
"""The earlier values that stand between the names of indicators and 分别降到."""

_BASELINE_AFTER = re.compile(r"^[^,;。]{0,10}?的?基础上")
_RANK = re.compile(r"(?:排名|位居|位列|名列|居(?!民|家|住)|列(?![入为出])|排(?![查除]))[^,;。]{0,12}$")
_SIZE_OF_PLACE = re.compile(r"^(?:常住|户籍)?人口(?:的|大)?(?:设区市|县|市|区|乡|镇|村|社区|街道)")
"""What follows a population that only says which places are meant: 30万以上人口的县."""

_OF_WHICH = re.compile(r"^(?:主要|重点|具体)?(?:指标|任务|项目|目标)中$")
"""The whole of which the next numbers are parts: 22项主要指标中,有15项达标."""

_ONLY = re.compile(r"(?:仅|仅有|唯一)$")
_PART_OF_TEXT = re.compile(
    r"^(?:大|条|项|个|方面)?(?:具体|主要|重点|工作|政策|改革|务实|硬核|惠民)*(?:措施|举措|条款|板块|章节|方面内容|政策意见)"
)
_TASKS = re.compile(
    r"^(?:大|重点|主要|专项|目标|具体|中心|改革)*(?:任务|行动|举措|目标|指标)(?![^,;。]*(?:完成|达标|达到))"
)
_TAKEN_UP = re.compile(r"(?:落实|聚焦|围绕|紧扣|明确|提出|部署|实施|推进|锚定|对标|细化|分解|期间|的)$")
_CLOCK = re.compile(r"[时点]$")
_DURATION_CONTEXT = re.compile(
    r"平均|住院日|时间|时长|缩短|压缩|压减|压降|提速|用时|耗时|时限|等候|响应|半径|周期|提前|办结|延长"
)
_DEFINES = re.compile(r"^(?:[内后前起]|以来|的|可|就?能|就医|医疗|急救|健康|生活|服务|体育|步行)")
_GOVERNED_BY_DURATION = re.compile(r"平均|控制在|缩短|压缩|压减|压降|不超过|时间|时长|时限|不低于|不少于")
_HAN_GOVERNED = re.compile(
    r"(?:等|到|至|为|达|共|累计|共计|合计|是|有|各|另|约|近|超|超过|突破|不少于|不低于|至少|余|每年|又|再|还|“)$"
)
_LENGTH_CONTEXT = re.compile(r"\d(?:米|公里)(?:左右|以内|范围|半径|内|外)")


def stated_quantities(text: str, segment: Span) -> list[Quantity]:
    """The numbers of a segment that can state an aim or a result, in order; coverage words are found elsewhere."""
    return [q for q in find_quantities(text, segment) if states_something(text, segment, q)]


def states_something(text: str, segment: Span, q: Quantity) -> bool:
    """Whether a quantity can be an aim or result, judged by the words of its segment and the next few."""
    left = text[segment.begin : q.outer.begin]
    right = text[q.outer.end : segment.end]
    beyond = text[q.outer.end : segment.end + 30]
    if q.unit in {"年", "月", "个月", "月龄"} or (q.unit == "日" and not re.search("住院日", left)):
        return q.unit == "个月" and bool(
            re.search("缩短|压缩|提前|延长|(?:时间|时长|平均)[^,;。]{0,8}$", left[-12:])
        )
    if q.dimension == "duration" and not _is_stated_duration(left, right, q):
        return False
    if q.unit == "分" and (_CLOCK.search(left) or re.search(r"[时点]\d*$", left)):
        return False
    if _is_earlier_value(left, right, beyond):
        return False
    if q.unit in {"位", "名"} and _RANK.search(left):
        return False
    if (_ONLY.search(left) and not right and re.search("全国|全省|全市", left)) or re.search(
        r"每(?:名|个|位|家)?$", left
    ):
        return False
    if q.unit in {"条", "项", "个", "方面"} and _PART_OF_TEXT.match(right):
        return False
    if q.unit in {"万", "万人", "千人", "人"} and _SIZE_OF_PLACE.match(right):
        return False
    if _OF_WHICH.match(right) or (q.unit in {"市", "州", "县"} and re.match("[市县区]", right)):
        return False
    if q.unit == "篇" and right.startswith(")"):
        return False
    if q.unit == "1:" and left.endswith("按"):
        return False
    if re.match(r"[^,;。]*之一", right) and not q.coverage:
        return False
    if not right and text[segment.end : segment.end + 1] == ":" and re.match(HAN, text[q.span.begin :]):
        return False
    if re.match(r"[^,;。]{0,8}第[一二三四五\d]", right):
        return False
    if _TASKS.match(right) and _TAKEN_UP.search(left):
        return False
    if q.dimension == "length" and _LENGTH_CONTEXT.search(text[q.span.begin : q.outer.end + 2]):
        return False
    if _stop_noun(right, arabic=text[q.span.begin].isdigit()):
        return False
    return text[q.span.begin].isdigit() or _han_states(text, q, left, right)


def _is_earlier_value(left: str, right: str, beyond: str) -> bool:
    """Whether a number, or the list it is a member of, is what the value spoken of rose or fell from."""
    if _BASELINE_BEFORE.search(left) and _RISES_TO.search(beyond):
        return True
    if _BASELINES_BEFORE.search(left) and _ALL_RISE_TO.search(beyond):
        return True
    if not right.strip(" 。,;") and re.search(r"(?<!自)[由从]$", left):
        return True
    return bool(_BASELINE_AFTER.match(right))


def _is_stated_duration(left: str, right: str, q: Quantity) -> bool:
    bounded = q.outer.begin < q.span.begin and q.comparator in {"AtLeast", "AtMost"}
    if not bounded and not _DURATION_CONTEXT.search(left[-24:]):
        return False
    return not _DEFINES.match(right) or bool(_GOVERNED_BY_DURATION.search(left[-16:]))


def _stop_noun(right: str, *, arabic: bool) -> bool:
    return bool(_stops(arabic).match(right))


@cache
def _stops(arabic: bool) -> re.Pattern[str]:
    kinds = ("stop_noun",) if arabic else ("stop_noun", "stop_noun_han")
    return re.compile(rf"(?:大|重点|重大|主要|关键|基本|核心|工作|专项|改革|具体|“)*{any_of(*kinds)}")


def _han_states(text: str, q: Quantity, left: str, right: str) -> bool:
    """Whether a Chinese numeral with a bare counter counts a result: governed by a verb, or the subject of one."""
    if not q.dimension.startswith("count") or not re.match(HAN, text[q.span.begin :]):
        return True
    if (
        re.match(r"[十百千万]|[一二两三四五六七八九][十百千万]", text[q.span.begin :])
        and len(left)
        and not left.endswith("“")
    ):
        return True
    if (
        q.outer != q.span
        or re.search("[余多]", q.span.of(text))
        or _HAN_GOVERNED.search(left)
        or _governing().search(left)
    ):
        return True
    if (q.upper is not None or _opening().match(left)) and not re.match(r"[\u4e00-\u9fff(“]", right):
        return True
    return q.unit in {"个", "家", "所", "名", "座", "人", "支"} and bool(_achieving().search(right))


@cache
def _governing() -> re.Pattern[str]:
    return re.compile(rf"{any_of('verb_drop', 'verb_front', 'verb_after', 'new_after')}了?$")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"^[^,;。]{{0,6}}?{any_of('verb_drop', 'verb_front', 'verb_after')}")


@cache
def _achieving() -> re.Pattern[str]:
    return re.compile(rf"^[^,;。]{{2,24}}?(?:{any_of('achieve')}|入选|入围|晋升|获)")
