"""An item's indicator in its sentence: what its own words name, completed from the words and items before it.

占比35%, 累计11家, 其中公立医院86% and the members of a list name too little by themselves; what they take over is decided
here. The wording of words that suffice is `target_wording`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extract.target_before import GOVERNING, PLACE_ONLY, RATE, Before
from kg.extract.target_coverage_wording import coverage
from kg.extract.target_items import Item
from kg.extract.target_scope import AFTER_PLACE, PARTS, per_head_first, rate_of_part
from kg.extract.target_wording import (
    Source,
    Wording,
    change_of,
    count_suffix,
    counted,
    is_generic,
    measure,
    of_level,
    share,
    starts_phrase,
    starts_with_verb,
    tidy,
    without_link,
)

MAX_INDICATOR = 60
"""A longer name is no name: its end, next to the number, is kept."""

_STOPS = " 、。,;)"
_REACHES = re.compile(r"(?:到|至|达到?)(?:不少于|至少|约|近|超过?)?$")
_ONLY_VERB = re.compile(r"^(?:延伸|扩[大展容充]|增[加长]|覆盖|新增|发展|建设|争取|提[高升]|实际|其他)$")
_CLASS_ONLY = re.compile(
    r"^(?:各?(?:级|类))?(?:基层|乡镇|镇|村|社区|县级?|市级?|区级?|[一二三]级(?:以上)?|公立)?[^的、]{0,10}(?:机构|医院|卫生院|镇街|街道|乡镇|中心|村|社区)$"
)
_TOPIC = re.compile(r"^(.{2,20}?)(?:方面|建设上|建设方面|上|中)$")
_OWN_ACT = re.compile(r"^(?P<act>签约|筛查|早诊|参保|建档|随访|服药|检查|治疗)率$")
_COMPARED = re.compile(r"较|比|同比|环比")
_COMPARING = re.compile(r"^(?:低于|高于|好于|优于|超|比|快于|领先)")
_AGE_GROUP = re.compile(r"[\d—~-]+周?岁(?:及?以[上下])?")
_POPULATION = re.compile(r"(?:人群|居民|患者|老年人|儿童|妇女|孕产妇|人口|对象)$")
_GIVEN_TO = re.compile(r"^(?:惠及|受益|参与|参加|服务)(?:人数|人次|群众人数|群众人次|家庭数)$")
_PER_HEAD = re.compile(r"^每人(?:每[年月天])*$")
_WHOLE = re.compile(r"\d+(?:个|项|条|家)(?P<noun>[\u4e00-\u9fff]{2,8})中$")
"""A whole that the next number takes a part of: 22项主要指标中,有15项达标."""

_BRANCH = re.compile(r"^分(?:中心|院|站|队|会|店)$")
_CHOSEN = re.compile(r"^.{2,8}(?:立项|认定|评定|命名|资助|批准|备案|推荐)$")
_OTHER_COUNT = re.compile(
    r"(?:(?:覆盖|建成|达标|完成|配备|设置)率|(?:人|家)?数|(?<!门诊)(?<!急诊)(?<!出院)(?<!住院)人次|次数|户次|例数)$"
)
_NO_PLACE = re.compile(
    r"(?:社|病|院|城|园|景|辖|小|学|示范|全|各|本)区$|(?:城|各)[乡镇]|乡镇$|县区$|[全各本][市县州]$|城市$"
)
"""What ends like a place and is none."""
_RANKED = re.compile(
    r"(?P<rate>[\u4e00-\u9fff“”]{2,}?(?:率|占比|比例))(?:排名|排在|位居|居|靠|较|最)[^,;。]{1,6}?的?(?:依次|分别)?(?:是|为|有)"
    r"[\u4e00-\u9fff]{1,7}(?:市|州|盟|县|区|旗|镇|乡|街道)$"
)
"""A rate, a place in the ranking and who holds it."""
_AIM_ONLY = re.compile(r"(?:目标值?|任务数?|计划数?)?$")
"""Before the aim put beside a result: 护士数3.9人(目标4.2人)."""
_NO_PRICE = re.compile(
    r"(?:为[\u4e00-\u9fff]{1,4}?)?(?:(?:降低|减少|节约|节省|减轻|节支|压减)[\u4e00-\u9fff]{0,6})+$"
    r"|(?:平均|最高|最大|最低)?(?:降|增|涨)幅$"
)
"""What a purchase saved, or a first fall of prices; the fall given next is of neither."""

_COUNT_TAIL = re.compile(
    r"(?:(?<!人)数|(?:管理|签约)?人数|累计数|(?:管理|签约|筛查|服务)?人次|[\u4e00-\u9fff]{2}率)$"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """An item's own words: `left` of the number, `right` of it, and where the clause begins."""

    text: str
    item: Item
    left: str
    right: str
    begin: int

    @property
    def lone(self) -> bool:
        """Whether nothing of substance follows the number."""
        return not self.right.strip(_STOPS + "的")

    @property
    def core(self) -> str:
        """What the words left of the number name."""
        return without_link(tidy(self.left))


def name_item(text: str, item: Item, before: Before) -> tuple[Wording, int]:
    """An item's indicator, and where the clause that states it begins."""
    left = per_head_first(item.left.of(text)) if item.left else ""
    right = _GLOSS.sub("", item.right.of(text)) if item.right else ""
    words = _Words(text, item, left, right, _clause_begin(text, item))
    if item.names is not None:
        wording, begin = _named(item, before), item.segment.begin
    elif item.of:
        wording, begin = _dealt(item, before), words.begin
    elif (ranked := _of_place(words, before)) is not None:
        wording, begin = ranked, words.begin
    else:
        naming = {"coverage": _covered, "change": _changed, "share": _shared, "count": _counted}
        wording, begin = naming[measure(item.quantity)](words, before)
    return _clipped(wording), begin


_GLOSS = re.compile(r"^(?:大关|关口|\([^()]*\)(?=$|[ 、,;和]))")
"""What follows a number without being counted: a bracket that explains it (4.3万单位(U))."""


def _named(item: Item, before: Before) -> Wording:
    """The wording of an item that is given its name by 分别, 各 or a later member of its list."""
    name = without_link(tidy(item.names or ""))
    if item.alike and is_generic(name) and (noun := _dealt(item, before).noun):
        name = _COUNT_TAIL.sub("", noun) + name
    if measure(item.quantity) == "count" and not item.alike:
        return counted(item.names or "", "", item.quantity.unit)
    return Wording(name, "", name)


def _of_place(words: _Words, before: Before) -> Wording | None:
    """What a number next to a bare place is of: 甲区签约率82%,乙市81%; 签约率居前的是乙市(81%)."""
    unit = words.item.quantity.unit
    if not words.lone or measure(words.item.quantity) == "coverage":
        return None
    if named := _RANKED.match(words.core):
        return Wording(named["rate"], "", named["rate"])
    if not PLACE_ONLY.match(words.core) or _NO_PLACE.search(words.core):
        return None
    if before.subject is None and before.unit != unit:
        return None
    topic = before.topic(words.text)
    if before.subject is None or PLACE_ONLY.match(topic):
        topic = before.wording.name
    first = AFTER_PLACE.match(topic)
    named_place = first and not _NO_PLACE.search(topic[: first.start("rest")])
    name = first["rest"] if first and named_place and len(first["rest"]) > 2 else topic
    return replace(before.wording, name=name, inherits=before.source) if RATE.search(name) else None


def _dealt(item: Item, before: Before) -> Wording:
    """The wording of the earlier item that 分别 takes up again: ……;到2025年,分别达到40%和70%.

    `before.named` has grown by the items of the same group that come first.
    """
    return before.named[-item.of] if item.of + item.order <= len(before.named) else before.wording


def _covered(words: _Words, before: Before) -> tuple[Wording, int]:
    rule = words.item.quantity.rule
    surface = words.item.quantity.span.of(words.text)
    left, begin = words.left, words.begin
    if rule in {"coverage-every", "coverage-all-of", "coverage-each"}:
        return coverage(left, surface, rule), begin
    own = tidy(left)
    if len(own) >= 2 and not (
        rule == "coverage-full" and _CLASS_ONLY.match(own) and before.subject is not None
    ):
        return coverage(left, surface, rule), begin
    topic = _thing(before.topic(words.text))
    if before.subject is not None:
        begin = before.subject.begin
    whole = coverage(own + topic if len(own) >= 2 else topic, surface, rule)
    return replace(whole, inherits=before.source), begin


def _thing(topic: str) -> str:
    """The noun that a subject segment is about, without the verb that governs it and 建设, 工作 after it."""
    bare = GOVERNING.sub("", topic)
    bare = re.sub(r"(?:建设|工作|试点|数|人数)$", "", bare)
    return bare if len(bare) >= 2 else topic


def _changed(words: _Words, before: Before) -> tuple[Wording, int]:
    q = words.item.quantity
    noun = change_of(words.left)
    counts = q.dimension.startswith("count")
    if len(noun) < 2 and counts and before.wording.noun and words.lone:
        base = re.sub("总?数$|总量$", "", before.wording.noun)
        if _COMPARED.search(words.left):
            return Wording(before.wording.name, "", base), words.begin
        grown = f"新增{base}{count_suffix(base, q.unit)}"
        return Wording(grown if q.change == "Increase" else before.wording.name, "", base), words.begin
    if words.right and not noun and not words.right.startswith((",", ";")):
        noun = tidy(words.right)
    if len(noun) < 2 or _PER_HEAD.match(noun) or _COMPARING.match(noun):
        topic = before.topic(words.text).removeprefix("新增")
        return Wording(topic + noun if topic else noun, "", before.wording.noun, before.source), words.begin
    return Wording(noun + (count_suffix(noun, q.unit) if counts else ""), "", noun), words.begin


def _shared(words: _Words, before: Before) -> tuple[Wording, int]:
    wording = share(words.left, words.right, words.item.shared)
    if rate := _rate_of_part(words, before):
        return Wording(rate, "", before.wording.noun), words.begin
    if words.lone and (parted := rate_of_part(words.core)) is not None:
        return parted, words.begin
    if words.lone and is_generic(words.left) and _fits(words.core, before.topic(words.text)):
        return _joined(words, wording, before)
    if re.match(r"^(?:达到|够得上|符合|通过)", words.right) and not tidy(words.left) and before.wording.noun:
        noun = before.wording.noun
        return Wording(f"{words.right.strip(_STOPS)}的{noun}比例", "", noun), words.begin
    return wording, words.begin


def _rate_of_part(words: _Words, before: Before) -> str:
    """The rate of the item before, said of a part of its subject: 医院病床使用率79%,其中公立医院86%."""
    begin = words.item.segment.begin
    lead = words.text[max(0, begin - 4) : begin] + words.left[:2]
    rate, part = before.wording.name, words.core
    if not words.lone or len(part) < 2 or RATE.search(part) or not rate.endswith("率"):
        return ""
    if (
        before.wording.noun.endswith("率")
        and rate.endswith(before.wording.noun)
        and re.fullmatch(PARTS, part)
    ):
        return part + before.wording.noun
    if _AGE_GROUP.fullmatch(part) and (age := _AGE_GROUP.match(rate)):
        return part + rate[age.end() :]
    at = rate.rfind(part[-2:])
    if "其中" not in lead and at < 0:
        tail = re.search(r"[\u4e00-\u9fff]{2}率$", rate)
        return part + tail.group() if tail and not words.item.first and _POPULATION.search(part) else ""
    return part + rate[at + 2 :] if at >= 0 else part + rate


def _fits(rate: str, topic: str) -> bool:
    """Whether a rate can be said of a topic: 签约率 only of what has to do with 签约, 完成率 of anything."""
    act = _OWN_ACT.match(rate)
    return act is None or act["act"] in topic


def _joined(words: _Words, wording: Wording, before: Before) -> tuple[Wording, int]:
    """A rate that names no subject (占比) with the subject before it."""
    topic, begin = before.topic(words.text), words.begin
    if before.subject is not None:
        begin = min(begin, before.subject.begin)
    elif before.wording.inherits and before.wording.noun and before.wording.name.endswith("率"):
        topic = before.wording.noun
    if not wording.name and "占" not in words.text[begin : words.item.quantity.span.begin]:
        return Wording(topic, "", topic, before.source), begin
    base = _COUNT_TAIL.sub("", topic)
    if wording.name.endswith("幅"):
        base = _NO_PRICE.sub("", base)
    if act := wording.name[:2]:
        base = re.sub(rf"{re.escape(act)}(?:服务|工作|项目|管理|试点)?$", "", base)
    return Wording(base + (wording.name or "占比"), "", base, before.source), begin


def _counted(words: _Words, before: Before) -> tuple[Wording, int]:
    q = words.item.quantity
    for rule in (_of_same_level, _of_same_noun, _of_part, _of_subject, _of_topic):
        if (found := rule(words, before)) is not None:
            return found
    wording = counted(words.left, words.right, q.unit, _inherited_verb(words, before))
    beds = q.unit in {"张", "万张"} and before.unit == q.unit and "床位" in before.wording.name
    if beds and words.lone and not re.search("床|托", wording.name):
        wording = replace(wording, name=re.sub("数$", "床位数", wording.name))
    if before.denominator and "每" not in wording.name and _per_person(words):
        wording = replace(wording, name=before.denominator + re.sub("人数$", "数", wording.name))
    if _GIVEN_TO.match(wording.name) and before.wording.noun:
        return replace(wording, name=before.wording.noun + wording.name, inherits="item"), words.begin
    return wording, words.begin


def _inherited_verb(words: _Words, before: Before) -> str:
    """The verb of the item before, where this one stands in the same list: 聘请院士60名、专家1200名."""
    begin, first = words.item.segment.begin, words.item.first
    if not first and not tidy(words.left):
        return before.wording.verb
    listed = not first or words.text[begin - 1 : begin] in ",("
    if first and re.match(r"每|[百千万]人", tidy(words.left)):
        return ""
    same = before.unit is not None and before.unit == words.item.quantity.unit
    return before.wording.verb if same and listed and not starts_with_verb(words.left) else ""


def _of_same_level(words: _Words, before: Before) -> tuple[Wording, int] | None:
    """省级6个 after 国家级示范区3个: the noun before at another level."""
    topic = _TOPIC.match(tidy(before.subject.of(words.text))) if before.subject is not None else None
    noun = topic[1] if topic else before.wording.noun
    level = of_level(words.left, noun) if words.lone or words.right.startswith("的") else ""
    if not level:
        return None
    name = level + count_suffix(level, words.item.quantity.unit)
    source: Source = "item" if before.wording.noun and topic is None else "subject"
    return Wording(name, before.wording.verb, level, source), words.begin


def _of_same_noun(words: _Words, before: Before) -> tuple[Wording, int] | None:
    """2间通过验收 after 卫生站19间: the noun before with a predicate of its own."""
    noun = before.wording.noun
    if not noun and before.subject is not None and (whole := _WHOLE.search(before.subject.of(words.text))):
        noun = whole["noun"]
    if not noun or len(words.core) > 1 or not starts_phrase(words.right):
        return None
    name = f"{words.right.strip(_STOPS)}的{noun}{count_suffix(noun, words.item.quantity.unit)}"
    return Wording(name, "", noun, "item"), words.begin


def _of_part(words: _Words, before: Before) -> tuple[Wording, int] | None:
    """分中心115个 after 医学中心30个, (市卫健委立项7个) after 团队11个: a part of the noun before."""
    noun, core = before.wording.noun, words.core
    if not noun or not words.lone or before.unit != words.item.quantity.unit:
        return None
    bracketed = words.text[words.item.segment.begin - 1 : words.item.segment.begin] == "("
    if _BRANCH.match(core):
        name = noun + core
    elif bracketed and _CHOSEN.search(core):
        name = f"{core}的{noun}"
    else:
        return None
    whole = name + count_suffix(name, words.item.quantity.unit)
    return Wording(whole, before.wording.verb, noun, "item"), words.begin


def _of_subject(words: _Words, before: Before) -> tuple[Wording, int] | None:
    """延伸到5个科室 after a segment without number: its subject."""
    if before.subject is None or not _REACHES.search(words.left) or len(words.core) > 4:
        return None
    topic = before.topic(words.text)
    name = f"{topic}{words.core}{words.right.strip(_STOPS)}"
    whole = name + count_suffix(name, words.item.quantity.unit)
    return Wording(whole, "", topic, "subject"), min(words.begin, before.subject.begin)


def _of_topic(words: _Words, before: Before) -> tuple[Wording, int] | None:
    """累计11家, 新增3个: a number whose words name nothing."""
    nothing = len(words.core) < 2 or bool(_ONLY_VERB.match(words.core)) or is_generic(words.left)
    topic = before.topic(words.text)
    if not (nothing and words.lone and topic):
        return None
    if before.subject is None and before.unit == words.item.quantity.unit and _AIM_ONLY.match(words.core):
        return replace(before.wording, inherits="item"), words.begin
    base, extra = _OTHER_COUNT.sub("", topic), tidy(words.left)
    name = f"{base}{words.core}" if extra and extra not in base else base
    name = ("累计" if "累计" in words.left and not extra else "") + name
    begin = min(words.begin, before.subject.begin) if before.subject is not None else words.begin
    whole = name + count_suffix(name, words.item.quantity.unit)
    return Wording(whole, before.wording.verb, before.wording.noun, before.source), begin


def _per_person(words: _Words) -> bool:
    """Whether an item can be counted per head like the one before it: a small number of people or beds."""
    q = words.item.quantity
    parted = words.text[words.item.segment.begin - 1 : words.item.segment.begin] in ";:"
    small = q.unit in {"人", "名", "张", "个"} and q.value < 100
    return small and not (parted and words.item.first) and not starts_with_verb(words.left)


def _clause_begin(text: str, item: Item) -> int:
    """Where the clause starts: at the item's own words, without those that only date or urge."""
    if item.left is None:
        return item.quantity.outer.begin
    words = item.left.of(text)
    kept = tidy(words)
    if not kept:
        return item.quantity.outer.begin
    return item.left.begin + max(words.find(kept[:6]), 0)


def _clipped(wording: Wording) -> Wording:
    name = re.sub(r"\s+", "", wording.name).replace("“”", "")
    return replace(wording, name=name[-MAX_INDICATOR:])
