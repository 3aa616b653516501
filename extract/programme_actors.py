"""The institutions of a clause in groups, each with the part it plays: who acts, who is a partner, who is only named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.extract.programme_scenes import CATEGORY, INSTITUTION, LINK, NOTE, PROGRAMME, Scene, list_of
from kg.model import Mention, Span
from kg.ontology.programme_words import load_programme_words

Role = Literal["acts", "partner", "built", "judges", "named"]
"""`built`: a building work is spoken of; `judges`: it awards or orders; `named`: another one turns to it, or its people do."""

NUMBER = r"(?:\d+|[一二两三四五六七八九十]+)(?:多|余)?"
LEAD_IN = r"[\s]*(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.]|[①-⑳]|——|[一二三四五六七八九十]是)?[\s]*"
"""Section marks and the like before a clause."""

_CLASS = r"(?:市级|县级|省级|市属|公立|医疗|卫生|基层|试点|牵头|三级|二级)*(?:医院|机构|单位|卫生院|中心)"
_WITH_CLASSES = (
    rf"(?:{LINK}(?:等)?(?:全[市县区省州旗]|各|辖区|其他|下属)?(?:{NUMBER}[家个所])?{CATEGORY}{NOTE})*"
)
_COUNT = (
    rf"(?:等(?:{NUMBER}[家个所])?(?:{CATEGORY}|{_CLASS})?|{NUMBER}[家个所](?:{CATEGORY}|{_CLASS}){NOTE})?"
)
_GROUP = re.compile(list_of(INSTITUTION) + _WITH_CLASSES + _COUNT)

_TOGETHER = r"(?:(?<!参)与|同|跟|联合|携手|牵手|和)"
_PARTNER = re.compile(rf"{_TOGETHER}$")
_BUILT_BEFORE = re.compile(
    r"(?:建设|建立|成立|设立|新建|改扩建|扩建|筹建|组建|迁建|建|建成|启动建设)(?:好|成)?(?:一批|了)?$"
)
_BUILT_AFTER = re.compile(
    r"等(?:\d+个)?(?:重点)?项目|等?(?:的)?(?:新院区|新院|新址|新区|二期|一期|三期|迁建|改扩建|扩建|异地|整体搬迁|搬迁|迁址|大楼|实验大楼|综合楼|住院楼|主体|开工|竣工|封顶"
    r"|投入使用|投用|建设(?=$|[、,]|项目|进度|工程|步伐)|项目(?=$|[、,建落])|发展(?=$)|成立(?=$|[、,])|等?机构整合|稳妥整合|整合|门诊楼|装修|重建|开门|改建|平台|工作|火灾|事故)"
)
_LISTED_WITH_PROGRAMME = re.compile(rf"{PROGRAMME}[”]?(?:、|和|及|以及)$")
"""A body in a list of things that are built or run."""
_JUDGED_BY = re.compile(r"(?:被|经|经过|获|获得|荣获|受|受到|由|得到|接受|迎接|通过)$")
_JUDGES = re.compile(
    r"[^,。;ⓅⒾ]{0,10}?(?:评为|评定|评审|评估|评价|认证|认定|认可|命名|授予|批准|批复|确定|列为|选为|遴选|验收|复核|考核|表彰|表扬|肯定|通报|公布|推荐|立项|颁发|督导|检查|部署)"
)
_PEOPLE = re.compile(
    r"(?:的)?(?:党委|党组|院长|副院长|书记|主任|专家(?!门诊|工作[室站])|教授|医生|医师|负责人|记者|有关负责|医护人员|医务人员|职工|患者)"
)
_TO_LEARN = re.compile(r"[^,。;]{0,12}(?:学习|考察|进修|参观|就诊|就医|跟班|取经)")

_UNDER = re.compile(
    r"的?(?:大力|全力|技术|精心|具体)?(?:支持|指导|帮助|帮扶|协助|支援|对口支援|对口帮扶)(?:和[^,。;]{0,4})?下"
)
"""在Ⓘ支持下: another one acts."""
_MODEL = re.compile(r"为(?:标杆|榜样|样板|例|参照|蓝本|示范|鉴)")
_HELPS = re.compile(r"[^,。;ⓅⒾ]{0,4}(?:支持|帮助|指导|帮扶|援助)")


@dataclass(frozen=True, slots=True)
class Group:
    """Institutions listed together in a clause: their range in the scene's words, those that may act, and their part."""

    begin: int
    end: int
    members: tuple[Mention, ...]
    role: Role

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members that carry things out; bodies that give orders do not."""
        return tuple(dict.fromkeys(m.name for m in self.members if not gives_orders(m.name)))


def gives_orders(name: str) -> bool:
    """Whether a body of that name gives orders rather than carries them out: a health commission, a society."""
    return _orders().search(name) is not None


@cache
def _orders() -> re.Pattern[str]:
    return re.compile(load_programme_words().any_of("body-of-orders") + "$")


@cache
def _turned_to() -> re.Pattern[str]:
    return re.compile(load_programme_words().any_of("turned-to") + "(?:了)?[“]?$")


def groups(scene: Scene, clause: Span) -> tuple[Group, ...]:
    """The groups of a clause, in order. What stands in brackets after another name is no group of its own."""
    return tuple(_groups(scene, clause))


def _groups(scene: Scene, clause: Span) -> Iterator[Group]:
    for match in _GROUP.finditer(scene.words, clause.begin, clause.end):
        begin, end = match.span()
        yield Group(begin, end, _listed(scene, begin, end), _role(scene.words, clause, begin, end))


def _listed(scene: Scene, begin: int, end: int) -> tuple[Mention, ...]:
    """The institutions of a range outside brackets."""
    depth = 0
    found: list[Mention] = []
    for index in range(begin, end):
        char = scene.words[index]
        depth += (char == "(") - (char == ")")
        if char == INSTITUTION and depth == 0:
            found.append(scene.at(index))
    return tuple(found)


def _role(words: str, clause: Span, begin: int, end: int) -> Role:
    before, after = words[clause.begin : begin], words[end : clause.end]
    if _JUDGED_BY.search(before) and _JUDGES.match(after):
        return "judges"
    if before.endswith("以") and _MODEL.match(after):
        return "named"
    if before.endswith("在") and _UNDER.match(after):
        return "judges"
    if _LISTED_WITH_PROGRAMME.search(before) or _turned_to().search(before) or _PEOPLE.match(after):
        return "named"
    if (before.endswith("到") and _TO_LEARN.match(after)) or (
        before.endswith("争取") and _HELPS.match(after)
    ):
        return "named"
    if _BUILT_BEFORE.search(before) or _BUILT_AFTER.match(after):
        return "built"
    return "partner" if _PARTNER.search(before) else "acts"
