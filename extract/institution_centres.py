"""Named centres, teams, bases and societies: a place or its marker, what the body is for, and a general ending.

市心电会诊中心 and 省级紧急医学救援队 are bodies; 胸痛中心, 区域医疗中心 and other drives are not, nor is what is counted
(10个省级质控中心) or said of all places (各级妇幼救治中心).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.institution_scan import Left, TextView
from kg.model import InstitutionKind

_HAN = "\u4e00-\u9fff"
_BODY = rf"(?:[{_HAN}]|\([{_HAN}]{{2,8}}\)){{2,18}}?"
_ENDING = r"(?:中心|救援队|防控队|医疗队|培训(?:演练)?基地|演练基地|协会|学会|研究会|联合会|基金会|促进会|委员会|图书馆|博物馆)"
_MARKER = re.compile(r"(?:国家|自治区|自治州|兵团|省|市|区|县|旗|州|盟)级?(?![域场民级直属委政内外乡镇城辖县区市州])")
_PURPOSE = re.compile(
    r"指导|会诊|诊疗|诊断|检验|脑卒中|质控|质量控制|干预|救治|调度|指挥|健康管理|健康促进|培训|考试|交流|监测|监管|评价|鉴定|信息|数据|统计|宣传|教育"
    r"|疗养|康养|老龄|老年|托育|婴幼儿|婴儿|心理|治疗|药具|核算|结算|采供血|研究|健康服务|慢性病|防治|保障|人才|护理|技术|合作"
    r"|救援|防控|演练|中医药|医学|医药|医师|卫生|健康|医疗|服务"
)
_DRIVE = re.compile(
    r"胸痛|卒中(?!防治)|创伤中心|区域医疗|医疗次中心|医疗服务次中心|国家医学中心|医学中心$|临床医学研究|区域公共卫生|紧急医学救援中心|防控中心$"
    r"|次中心|分中心|体检中心|医养|安宁疗护中心|日间|急诊急救|示范中心|专病中心|学科中心|共享中心|照护中心"
    r"|居民委员会|公共卫生委员会|领导小组|村民|工作委员会$|管理委员会$|市中心|区中心|县中心|党群|便民|政务|会议|展览|活动中心|商务"
)
_NATIONAL_DESIGNATION = re.compile(r"^(?!.*[委局部]).*(?:防治|救治|诊疗|诊治|临床|医学|传承|示范).*(?:中心|基地)$")
"""Such a 国家…中心 is what hospitals are named for (国家中医药传承创新中心), unless an office of state is in its name."""

_STOP = re.compile(
    r"建设|建立|建成|设立|成立|推进|开展|实施|加强|完善|打造|创建|推动|支持|依托|通过|组建|启动|承担|负责|牵头|获|被|将|把|对|与|由|在|向|为|的"
    r"|各|每|个|家|所|等|及其|以|我|来|赴|该|副|厅|局长|主任|院长|书记|卫生局|县|镇|乡(?!村)|街道|以及|纳入|作为|达到|实现|提升|落实|医院|卫生院|系统|全面|积极|试点|申报|争创|改造"
    r"|完成|推广|围绕|挂牌|加挂|增挂|更名|派出|派驻|选派|抽调|入驻|卫生健康局|卫健局|(?:中心|基地|队|站|所)[和与及、]"
)
_COUNT_BEFORE = re.compile(r"(?:\d|[一二三四五六七八九十两百各])\s*(?:个|家|所|支)$|各$|每$|全$|多个$")
"""What counts or generalises a marker after it."""

_OF_MANY = re.compile(r"(?:[省市县区州旗]级?[、和(]|[全各每两多跨外邻县市区省级城社地小辖院校园郊山])$")
"""Before a marker these make a class of it: 市、县, 全市, or another word: 城市, 社区."""


def find_centres(view: TextView) -> Iterator[tuple[Left, int, str, InstitutionKind]]:
    """The left part, end, own words and kind of every named centre in the text."""
    for match in re.finditer(_ENDING + r"(?!卫生院|医院|血站|小学|村|校|城区)", view.text):
        left = _left(view, match.start())
        if left is None:
            continue
        tail = view.text[left.core : match.end()]
        if left.marker == "国家" and _NATIONAL_DESIGNATION.match(tail):
            continue
        if _PURPOSE.search(tail) and not _DRIVE.search(re.sub(r"\([^)]*\)", "", tail)) and len(tail) >= 5:
            yield left, match.end(), tail, _kind(tail)


def _left(view: TextView, end: int) -> Left | None:
    """The nearest place or marker to the left of the ending at `end` from which a centre's name may run."""
    for at in range(end - 2, max(end - 20, 0) - 1, -1):
        body = view.text[at:end]
        if not re.fullmatch(_BODY + "|" + _BODY[:-1], body) or _STOP.search(body):
            if not re.fullmatch(rf"[{_HAN}()]*", body) or _STOP.search(body):
                return None
            continue
        place = view.places.get(at)
        if place is not None:
            chain = [place]
            while (above := view.places.get(chain[0].begin)) is not None:
                chain.insert(0, above)
            return Left(chain[0].begin, at, places=tuple(chain))
        left = _marked(view, at)
        if left is not None:
            return left
    return None


def _marked(view: TextView, at: int) -> Left | None:
    for marker in re.finditer(_MARKER, view.text[max(0, at - 5) : at + 1]):
        begin = max(0, at - 5) + marker.start()
        if max(0, at - 5) + marker.end() != at:
            continue
        if _OF_MANY.search(view.text, max(0, begin - 3), begin):
            return None
        word, role = view.word(at)
        if len(word) > len(marker.group()) or _COUNT_BEFORE.search(view.text, max(0, begin - 4), begin):
            return None
        before = view.text[begin - 1 : begin]
        _, role = view.word(begin)
        if begin == 0 or not re.match(rf"[{_HAN}]", before) or role is not None:
            return replace(Left(begin, at), marker=marker.group())
    return None


def _kind(tail: str) -> InstitutionKind:
    if re.search(r"(?:协会|学会|研究会|基金会|联合会|促进会)$", tail):
        return "other"
    if re.search(r"慢性病|传染病|心理|母婴|防治中心|防控|健康教育|健康促进|疾病|公共卫生|妇幼", tail):
        return "public_health"
    return "other"
