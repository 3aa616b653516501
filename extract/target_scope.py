"""Whom or what a number is counted against or said of: a denominator (每千人口) or a part (农村43%)."""

from __future__ import annotations

import re

from kg.extract.target_wording import Wording, tidy

_PER_HEAD = re.compile(
    r"每(?:\d+|[十百千万]+)?(?:名|个|位)?[十百千万]*(?:常住|户籍|服务|农村|城镇)?人口"
    r"|每(?:\d*[十百千万]+)(?:名[\u4e00-\u9fff\d]{0,8}(?=拥有|配备|有|托位)|人(?!次|均))"
)
_PER_LAST = re.compile(
    r"^(?P<noun>[^每]*?[\u4e00-\u9fff)])(?:达到?|为|是|按|至|到)?"
    r"(?P<per>每\d*[十百千万]+(?:名|个|位)?(?:常住|户籍|服务|农村|城镇|城乡)*(?:人口?|居民))(?:拥?有|配备|达到?|为)?$"
)
AFTER_PLACE = re.compile(
    r"^[\u4e00-\u9fff]{1,8}?(?:自治区|自治[州县旗]|[省盟县区旗镇乡]|州(?![市县区])|市(?!区)|街道)(?P<rest>.+)$"
)
"""What follows a place that words open with: 颍上县|基层诊疗占比."""
PARTS = r"(?:(?:农村|城市|城镇|城乡|男性|女性|常住|户籍)(?:居民|人口)?|[^、,率]{0,6}(?:人群|居民|患者|老年人|儿童|妇女|孕产妇|人口|对象))"
_RATE_WITH_PART = re.compile(rf"^(?P<rate>.{{2,}}率)(?P<part>{PARTS})$")


def per_head(segment: str) -> str:
    """The denominator that a text names (每千常住人口, 每万名医师), empty where it names none."""
    match = _PER_HEAD.search(segment)
    return match.group() if match else ""


def per_head_first(left: str) -> str:
    """`left` with a denominator that stands next to the number moved to the front: 床位达每千人口0.2张."""
    lead = left[: len(left) - len(left.lstrip(" 、,;"))]
    match = _PER_LAST.match(left[len(lead) :])
    noun = tidy(match["noun"]) if match else ""
    return f"{lead}{match['per']}{noun}" if match and noun else left


def rate_of_part(core: str) -> Wording | None:
    """A rate whose number is said of a part that stands behind it: 建档率农村43%. The whole rate is the noun."""
    match = _RATE_WITH_PART.match(core)
    if match is None:
        return None
    rate = match["rate"].removeprefix("城乡居民" if match["part"].endswith("居民") else "城乡")
    return Wording(match["part"] + rate, "", rate)
