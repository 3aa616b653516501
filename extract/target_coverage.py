"""Words that mean all of something: 全覆盖, 应签尽签, 全部达标, 均建有, 覆盖所有, 完成全部. Each is a quantity of 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.quantities import PER_CENT, Quantity
from kg.model import Span
from kg.ontology.target_words import any_of

_FULL = re.compile(
    r"(?<![一二两三\d]年)(?:全|全面|应覆尽)覆盖(?![的式型、]|无死角|要求.{0,4}[,、])|百分百覆盖"
)
_SLOGAN_BEFORE = re.compile(r"(?:全方位|全过程|全流程|全链条|全周期|全天候|全员|全时段|多层次|无死角|、)$")
_AS_SHOULD = re.compile(
    r"应(?P<what>[\u4e00-\u9fff]{1,2})尽(?P=what)(?![的人对群者])(?!”?(?:人群|人员|对象|原则|要求|、愿))"
)
_PRINCIPLE = re.compile(r"(?:坚持|按照|遵循|本着|秉持|根据)[^,;。]{0,24}$")
_COVERS_ALL = re.compile(
    r"覆盖(?:了|到|至)?(?:所有|全部|全[市县区省州旗](?:的?(?:所有|全部|各)|\d*个?)(?=[\u4e00-\u9fff(])|各(?!类|级|项|种))"
)
_WHOLE_PLACE = re.compile(r"^覆盖(?:了|到|至)?全[市县区省州旗]")
_EACH_PLACE = re.compile(r"(?:村村|乡乡|镇镇|县县|院院|校校|街街)(?:都|均)?(?:建?有|设有|建成|通|达标|覆盖)")


@cache
def _marked() -> re.Pattern[str]:
    """全部, 均, 都 and the like with an achievement after it."""
    return re.compile(
        r"(?P<mark>(?<![平人年日月户次])均(?!衡|等|匀|价|值|次|[居列排位为是由需须应可能以])|全部|(?<!首)(?<![成古国帝建])都(?!市|江|匀|要求|是)|全员(?!签|目)|无一遗漏)"
        rf"(?:[、,]?全部)?(?:要|应|须|已经?|能够?|可|会|按期|如期|按时|顺利|圆满|基本|成功|稳定|实现|得到|予以|按要求|可以|要求)*(?:{any_of('achieve')})(?!起来|不[到足])"
    )


@cache
def _all_subject() -> re.Pattern[str]:
    """所有 or 全部 before a noun that then achieves something, or as the object of 完成."""
    return re.compile(
        r"(?:(?<!将)(?<!对)(?<!向)(?<!为)(?<!把)(?<!入)(?<!让)(?<!以)(?P<all>所有|每(?:一)?个[^,;。、]{1,10}?都)(?:的)?[^,;。:]{2,30}?(?:均|都|全部)?(?:要|基本)?"
        r"(?<![\u4e00-\u9fff]化)(?:基本)?(?:配备|配齐|建成|建立|建有|设有|设立|设置|达到|达标|具备|开展|开设|完成|实现|能够|能提供|提供|纳入|通过|拥有|合格|过关|挂牌|启用|签约|接入|有))"
        r"|(?:完成|实现)(?:了)?(?:全部|所有)(?=[^,;。]{4,})"
    )


def find_coverage(text: str, segment: Span) -> Iterator[Quantity]:
    """The coverage words in one segment of a sentence, in order; at most one of each kind."""
    part = segment.of(text)
    for match in _FULL.finditer(part):
        if not _SLOGAN_BEFORE.search(part[: match.start()]):
            yield _whole(segment, match.start(), match.end(), "coverage-full")
            break
    at = 0
    for match in _AS_SHOULD.finditer(part):
        own = part[at : match.start()].strip("、“”和,")
        if not _PRINCIPLE.search(part[: match.start()]) and (at == 0 or len(own) >= 4):
            yield _whole(segment, match.start(), match.end(), "coverage-should")
            at = match.end()
    if each := _EACH_PLACE.search(part):
        yield _whole(segment, each.start(), len(part.rstrip("。!?”) ")), "coverage-each")
        return
    if covers := _COVERS_ALL.search(part):
        tail = part[covers.end() :]
        if (
            not re.search(r"的[\u4e00-\u9fff]{2,}", tail)
            and not (_WHOLE_PLACE.match(covers.group()) and len(tail) > 14)
            and tail
        ):
            yield _whole(segment, covers.start(), len(part), "coverage-all-of")
            return
    for pattern, rule in ((_marked(), "coverage-all-do"), (_all_subject(), "coverage-every")):
        if marked := pattern.search(part):
            yield _whole(segment, marked.start(), len(part.rstrip("。!?”) ")), rule)
            return


def _whole(segment: Span, begin: int, end: int, rule: str) -> Quantity:
    span = Span(segment.begin + begin, segment.begin + max(end, begin + 1))
    return Quantity(
        span=span, outer=span, value=PER_CENT, unit="%", dimension="share", coverage=True, rule=rule
    )
