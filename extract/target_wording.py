"""The indicator's name, built from the words around a number: verbs become nouns, what only dates or urges goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.extract.quantities import Quantity
from kg.ontology.target_words import any_of, words

_PEOPLE = {"人", "名", "位", "万人", "万名", "千人", "亿人"}
_TIMES = {"岁", "秒", "分钟", "小时", "天", "日", "工作日", "个月"}
_VISITS = re.compile(r"(?:人次|家次|户次|件次|例次|台次|班次|份次|项次)$")
_MONEY = re.compile(r"元(?:/[^/]+)?$")
_MEASURED = re.compile(
    r"(?:率|比例|占比|比重|水平|比|指数|值|度|寿命|数|量|额|人次|人数|金额|面积|时间|时长|住院日|投入|经费|费用|收入|资金|床位|标准|得分|评分|收益|半径|场次|规模|产值|\))$"
)
_RATE_NAME = re.compile(
    r"(?:率|比例|占比|比重|水平|比|指数|值|度|寿命|系数|指标|[增降涨]幅|幅度|增速|CMI)(?:\([^)]*\))?$"
)
_GENERIC = re.compile(
    r"^(?:其)?(?:占比|比例|覆盖率|覆盖面|合格率|达标率|(?:目标)?(?:任务)?完成率|(?:序时)?进度|比重|总数|总量|(?:年均)?(?:增幅|增速|增长率)|(?:平均|最高|最大|最低|综合|总体|整体)?(?:降幅|降价幅度|下降幅度|增幅|涨幅)|参与率|知晓率|建[设成]率|使用率|接通率|依从率|好转率|有效率|整改率|办结率|满意率|满意度|救治率|成功率|及时率|报告率|检出率|阳性率|(?:规范)?管理率|控制率|签约率|治疗率|检查率|服药率|完结率|参保率|筛查率|早诊率|治愈率|随访率|建档率|设置率|配备率|入驻率|开放率|使用率|通过率|优良率|抢救成功率)?$"
)
AND = (
    r"(?<!共)(?<!呼)(?<!兴)(?<!政)(?<!雍)"
    r"和(?![田县静龙硕顺谐睦]|平(?:市|县|区|西|南|东)|林格尔|布克)"
)
"""和 that joins two things, not part of a place's name (共和县, 和田)."""

_LEAD = re.compile(
    rf"^(?:[、,及与并]|{AND}|"
    r"【[^】]*】|\d{1,2}[ \t]+(?=[\u4e00-\u9fff])|\d{1,2}[.、](?!\d)|\d{1,2}\.(?=\d+(?:周?岁|—|-))|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]级?)|\([一二三四五六七八九十\d]{1,3}\)|[①-⑳]|[一二三四五六七八九十][是要]|第[一二三四五]步|(?:其中|同时|并且|而且|此外|另外|另有|另|内有|还(?!原)|再(?![生次])|且|已经?|也|要(?![素点求闻])|将(?![军来])|拟(?!定)|须|应(?![急用届对当])|至(?!今)|以及)"
    r"|(?:到|至|在|力争在?|争取在?|确保在?)?(?:19|20)\d\d年(?:底前|年底|底|末|前|度|内|全年|上半年|下半年)?(?:之前|以前|前)?|(?:今年|本年度?|年内|年底前|年末|全年|去年|上年|明年|同年|目前|截至目前|截至[^,;]{0,8}?[底末日]|截止[^,;]{0,8}?[底末日]|一年来|三年来|近年来|上半年|下半年|期末|\d{1,2}月底?前?)"
    r"|(?:计划(?!生育|免疫|怀孕)|力争|努力|确保|争取|推动|推进|实现|保持|促进|进一步|积极|继续|持续|加快|大力|全面(?!无烟|[两二三]孩|小康|质量|预算)|深入|扎实|稳步|统筹|初步|基本(?=建成|实现|完成|形成)|有序|着力|切实|逐步|顺利|成功|圆满|高标准|高质量|高效)(?!化)"
    r"|(?:累计|共计|总计|合计|共|先后|陆续|分别|平均)(?!同|享|建|管|和|住院|预期|寿命|年龄|反应|预约|等待|响应|处置|报销|得分|增长|[降增涨]幅|降价幅|下降幅|费|门诊|床|急)"
    r"|(?:全[市省县区州旗系盟院](?!域|统筹|级)统?|[我该][市省县区州旗院局委]|我们|本[市省县区州院]|辖区内?|市域内?|全系统)的?"
    r"|(?:为(?![民老期])|对(?![口外接标象症])|向(?![上日])|在(?![岗册校线职建园院管编地家])|将(?!军)|把(?!关)|使(?!用)|让(?!利)|以(?![上下内外县人来])|由)(?=[\u4e00-\u9fff“(]))+"
)
_LINK = re.compile(
    r"(?:(?<=[率比例数量度平间值时日费])(?:稳|提|压|过|超)|以[县乡镇村区市街道]{1,2}为单位|不[长短]于|连续[一二三四五六七八九十\d]+年|各|达到了?|达|均达|已达|(?<![行作认成])为|是|(?<![国公所享含持])有|占到?|提[升高]到?至?了?|升到?至?|[上回]升到?至?|增[至到]|增长到?至?|降[至到低]?到?至?|下降到?至?了?|减少到?至?|缩短[到至]|压缩[到至]|延长[到至]|控制在?|保持在?|稳定在?|维持在?|仍|扩[大展容充]?[到至]|扩大|巩固在?|拥有|突破|超过?|高于|低于|不[低少高小]于|不得[低少]于|不超过|(?<![签预续履节特邀条违简])约|(?<![最附临靠就])近|逾"
    r"|力争|争取|确保|努力|(?<![需主重纲摘])要|将|(?<![反响供适对效感呼])应|须|已经?|(?<![平人日次户年月])均|都|全部|(?<!公)共|共计|总计|累计|合计|总共|全年|年内|年底前?|每年|分别|依次|平均|至少|最少|只|仅|又|再|也|就|还|约占|大约|接近|将近|预期(?=$)|预计|目标|目标值|(?<!行动)(?<!工作)计划|完成|实现|做到|建成并?|(?<!自)由|(?<![报签收得找])到|至|(?<![现存潜])在|了|的|:|—|~|\s|[,、]"
    r"|(?:较|比|与)(?:上年|去年|上一年|20\d\d年)(?:末|底)?(?:同期)?(?:相比)?|同比|环比|19\d\d年|20\d\d年(?:底|末)?)+$"
)
_BASELINE = re.compile(
    r"(?:由|从|自)(?:(?:19|20)\d\d年(?:底|末)?|上年|去年|“?十[一二三四]五”?(?:末|初)?)?的?[\d.,:]+(?:%|‰|/10万|/万|[\u4e00-\u9fff]{0,3}?)"
    r"(?:提高|提升|上升|增加|增长|增|升|扩大|下降|降低|降|减少|缩短|压缩|优化|发展|扩)?(?:到|至|为)?$"
)
_PER = re.compile(
    r"(每(?:\d+|[十百千万]+)?(?:名|个|位)?[十百千万]*[^,;。、]{0,10}?)(?:拥有|配备|配有|有)(?=[\u4e00-\u9fff(])"
)
_MANNER = re.compile(
    r"^(?:参照|按照|依托|通过|以|根据|围绕|利用|借助|采取|采用|针对|结合|会同|联合|协调|组织)"
)
LEVELS = re.compile(
    r"^(?:国家|省|自治区|市|州|县|区|乡|镇|村|旗)(?:、(?:省|市|县|区|州))*级?(?:以上)?$|^(?:非)?公立$|^(?:民营|公办|民办|社会办|其他|其它|特等|特级|普惠|基层)$|^[一二三]级(?:[甲乙丙]等?)?$|^[一二三四五]星级?$|^[ABC]\+?级$|^(?:中|西|公)医?类$|^三甲$|^二甲$|^三乙$"
)
_LEVEL_HEAD = re.compile(
    r"^(?:累计|新增|共)?(?:(?:国家|省|自治区|市|州|县|区|乡|镇|村)级|国家|全国|(?:非)?公立|民营|[一二三]级(?:[甲乙丙]等)?|全[市县区省])"
)
YEARS = re.compile(
    r"(?:到|至|在|于)?(?:(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}日|底)(?:起|前|之前)?|(?:到|至|在|于)?(?:19|20)\d\d年(?:底前|年底|底|末|前|内)?|年内|年底前|同年(?:也)?"
)


Source = Literal["", "item", "subject"]
"""What a name that could not stand alone was completed from: nothing, the item before, a segment without number."""


@dataclass(frozen=True, slots=True)
class Wording:
    """An indicator's name with the pieces that a following item of a list may share, and what it took over itself."""

    name: str
    verb: str = ""
    noun: str = ""
    inherits: Source = ""


def tidy(text: str) -> str:
    """`text` without the words that date, urge or place it; brackets and quotes kept balanced."""
    previous = None
    text = text.strip(" 、,;:。的\t")
    while text != previous:
        previous = text
        text = _LEAD.sub("", text).strip(" 、,;:。\t")
    return balanced(text)


def without_link(text: str) -> str:
    """`text` without the words at its end that lead to the number (达到, 控制在, 提高到)."""
    stripped = _LINK.sub("", _BASELINE.sub("", text))
    return stripped if len(stripped) >= 2 else stripped.strip("的")


def is_generic(left: str) -> bool:
    """Whether the words before a number name nothing by themselves (占比, 覆盖率): the subject stands before."""
    return bool(_GENERIC.match(without_link(tidy(left)))) or bool(_GENERIC.match(tidy(left)))


def count_suffix(noun: str, unit: str | None) -> str:
    """What turns a counted noun into a measure: 数, 人数, 人次, 金额; empty where the noun measures already."""
    if noun.endswith("人口"):
        return "数"
    if unit == "分" or noun.endswith("强度") or (unit and "/" in unit and noun.endswith("能力")):
        return ""
    if unit in _TIMES or re.search(r"(?:用时|时限|时间|时长)$", noun):
        return ""
    if (
        unit is None
        or re.search(r"(?:数|率|量)\([^()]*\)$", noun)
        or (_MEASURED.search(noun) and not noun.endswith((")", "床位", "标准", "比", "度", "值")))
    ):
        return ""
    if _VISITS.search(unit):
        if noun.endswith("次"):
            return "数"
        return "次" if noun.endswith("人") else _VISITS.search(unit).group()  # type: ignore[union-attr]
    if _MONEY.search(unit):
        return "" if noun.endswith(("款", "金", "资", "费")) else "金额"
    if unit in _PEOPLE:
        return "数" if noun.endswith(("人", "员")) else "人数"
    if unit.endswith(("场", "场次")):
        return "场次"
    if unit in {"次", "万次"}:
        return "数" if noun.endswith("次") else "次数"
    if unit.endswith(("亩", "平方米", "公顷")):
        return "面积"
    return "数"


def _any_verb() -> str:
    """A pattern for the verbs that govern what is counted; 建 alone only where it is no part of 建筑, 建档."""
    return f"(?:{_AS_NOUN}(?:新?{any_of('verb_drop', 'verb_front', 'verb_after')}|建(?![筑档议册制材卡])))"


_AS_NOUN = r"(?!编制(?:内|外|床|人|数|总|医)|有[效关序限机害利])"
"""What begins like a verb of the lists and is none: 编制床位, 有效投资."""


_TELLING = {"建成", "开展", "完成", "成立"}
"""Verbs that stay with a noun they follow: 示范区建成数."""


@cache
def _verb_end() -> re.Pattern[str]:
    verb = _any_verb()
    return re.compile(
        rf"(?P<verb>{verb}(?:\([^)]*\))?(?:(?:和|或|、|并|与)?{verb}(?:\([^)]*\))?)*)(?:了|的|出|起)?$"
    )


@cache
def _verb_start() -> re.Pattern[str]:
    verb = _any_verb()
    return re.compile(
        rf"^(?P<verb>{verb}(?:\([^)]*\))?(?:(?:和|或|、|并|与)?{verb}(?:\([^)]*\))?)*)(?:了|的)?(?P<rest>.+)$"
    )


@cache
def _new_end() -> re.Pattern[str]:
    return re.compile(rf"^(?P<noun>.{{2,}}?)(?:已|共|再|又|年内|全年|累计)*{any_of('new_after')}$")


@cache
def _phrase() -> re.Pattern[str]:
    return re.compile(
        rf"^(?P<noun>.{{1,}}?[^\d“(])(?P<adverb>分别|均|都|全部|已经?|首次|正式|成功|顺利|基本|要|免费|提前|如期)*(?P<phrase>{any_of('verb_phrase')}.*)$"
    )


_ADVERBS = re.compile(r"(?:至少|最少|最多|分别|均|各|也|已|共)+$")


def counted(left: str, right: str, unit: str | None, inherited: str = "") -> Wording:
    """The indicator of a count. `left` are the words before the number, `right` those after it, `inherited` the verb of
    the item before in the same list.
    """
    before, after = _PER.sub(r"\1", tidy(YEARS.sub("", left))), _without_list(right.strip(" 的、,;:。”"))
    if right.startswith("的") and re.search(r"(?:投资|面积|床位|资金|投入)$", before):
        whole = match["noun"] if (match := _phrase().match(after)) and len(match["noun"]) > 2 else after
        return Wording(f"{whole}{before}{'数' if before.endswith('床位') else ''}", "", whole)
    if after and not re.match(r"^(?:[,;。]|以上|左右|\))", after):
        return _prenominal(before, after, unit, inherited)
    noun = without_link(before)
    if match := _new_end().match(noun):
        base = tidy(match["noun"])
        return Wording(f"新增{base}{count_suffix(base, unit)}", "新增", base)
    if (match := _verb_end().search(noun)) and match.start() >= 2:
        base, verb = tidy(_ADVERBS.sub("", noun[: match.start()])), match["verb"]
        if (governed := _verb_start().match(base)) and governed["verb"] in words("verb_drop"):
            base = tidy(governed["rest"])
        kept = base if verb in words("verb_drop") and verb not in _TELLING else base + verb
        return Wording(balanced(kept + count_suffix(kept, unit)), verb, base)
    if match := _verb_start().match(noun):
        base = tidy(match["rest"])
        if len(base) <= 2:
            return Wording(balanced(noun + count_suffix(noun, unit)), match["verb"], base)
        return Wording(_named(base, match["verb"], unit), match["verb"], base)
    verb = inherited if not re.search(r"率$", noun) else ""
    return Wording(_named(noun, verb, unit), verb, noun)


def _prenominal(before: str, after: str, unit: str | None, inherited: str) -> Wording:
    verb, scope = inherited, before
    if match := _verb_end().search(re.sub(r"(?:至少|最少|不少于|约|近|共|各)$", "", before)):
        verb, scope = match["verb"], before[: match.start()]
    elif match := _verb_start().match(before):
        verb, scope = match["verb"], match["rest"]
    elif before:
        verb = ""
    scope = re.sub(r"(?:至少|最少|不少于|最多|分别|均|各|计划|拟)+$", "", scope)
    if len(scope) > 40 or "、" in scope or _MANNER.match(scope):
        scope = ""
    scope = tidy(without_link(scope)) if scope else ""
    if scope in words("verb_drop"):
        scope = ""
    noun, phrase = after, ""
    if scope and not verb and starts_phrase(after):
        return Wording(balanced(f"{after}的{scope}{count_suffix(scope, unit)}"), "", scope)
    attributive = re.match(r"[在具能对与可][^、]*的", after)
    if not attributive and (match := _phrase().match(after)) and len(match["noun"]) >= 2:
        noun, phrase = match["noun"].rstrip("的"), match["phrase"]
    noun = noun.strip("的“”") if noun.count("“") != noun.count("”") else noun.strip("的")
    head = verb if verb not in words("verb_drop") and verb not in words("verb_after") else ""
    tail = verb if verb in words("verb_after") and not phrase else ""
    middle = f"{phrase.rstrip('的')}的" if phrase else ""
    if scope.startswith("每"):
        head, scope = "", scope + head
    name = f"{head}{scope}{middle}{noun}{tail}{count_suffix(noun + tail, unit)}"
    return Wording(balanced(name), verb, noun)


def starts_phrase(text: str) -> bool:
    """Whether `text` opens with what a counted subject does (通过验收, 已整改到位)."""
    return bool(
        re.match(rf"(?:分别|均|都|全部|已经?|首次|成功|基本|提前|如期)*{any_of('verb_phrase')}", text)
    )


def _without_list(text: str) -> str:
    """`text` without a bracket that lists examples."""
    return re.sub(r"\([^()]*、[^()]*、[^()]*\)$", "", text)


def of_level(left: str, noun: str) -> str:
    """The noun of the item before, at the level or kind that `left` alone names: 省级 and 国家级示范区 give 省级示范区."""
    level = without_link(tidy(YEARS.sub("", left)))
    level = re.sub(r"(?:要|应|新|建|建成|建设|培育|达到|创建)+$", "", level)
    if not level or not LEVELS.match(level) or not noun:
        return ""
    if tail := re.search(r"(?:[一二三四五]星级?|[ABC]\+?级)$", noun):
        return noun[: tail.start()] + level
    base = _LEVEL_HEAD.sub("", noun).removeprefix("以上")
    return level + (base if len(base) >= 2 else noun)


def _named(noun: str, verb: str, unit: str | None) -> str:
    suffix = count_suffix(noun, unit)
    if not verb or verb in words("verb_drop") or verb in noun:
        return balanced(noun + suffix)
    if verb in words("verb_after") or re.sub(r"[(和或、].*", "", verb) in words("verb_after"):
        return balanced(f"{noun}{verb}{suffix}") if suffix else balanced(f"{verb}{noun}")
    return balanced(f"{verb}{noun}{suffix}")


def share(left: str, right: str, shared: str = "") -> Wording:
    """The indicator of a percentage or rate: the rate's own name, or the share of a class that does something."""
    before, after = without_link(tidy(YEARS.sub("", left))), right.strip(" 、,;:。”")
    before = re.sub(r"按(?=[\u4e00-\u9fff]{2,4}比$)", "", before)
    after = re.sub(r"^的", "", after)
    after = _without_list(after)
    if after and not re.match(r"(?:[,;。)]|以上)", after):
        if before and starts_phrase(after) and not _RATE_NAME.search(before):
            return Wording(balanced(f"{after}的{before}比例"), "", before)
        if (match := _phrase().match(after)) and len(match["noun"]) >= 2:
            noun, phrase = match["noun"].rstrip("的"), match["phrase"]
        else:
            noun, phrase = after, shared
        scope = "" if re.search(r"^(?:实现|覆盖)?$", before) else before
        if scope and _verb_end().search(scope) and len(scope) <= 4:
            scope = ""
        if scope and not phrase:
            return Wording(
                balanced(f"{scope}{noun}比例" if not _RATE_NAME.search(scope) else scope), "", noun
            )
        middle = f"{phrase}的" if phrase else ""
        if scope and len(noun) < 2:
            return Wording(balanced(f"{phrase}的{scope}比例"), "", scope)
        return Wording(balanced(f"{middle}{scope}{noun}比例"), "", noun)
    if not before or _RATE_NAME.search(before):
        return Wording(balanced(before), "", before)
    return Wording(balanced(before + "比例"), "", before)


def change_of(left: str) -> str:
    """The words that say what grew or fell, without the comparison and the verb of change."""
    text = re.sub(
        r"(?:(?:同比|环比|较|比|与)(?:上年度?|去年|上一年|同期|20\d\d年|全国|全省|全市)?(?:同期|末|底)?(?:平均)?(?:水平)?(?:相比)?|分别|(?:年|月|日)?均|平均|每年|确保|力争|约|再|各|继续|持续|进一步|相应|同步|累计|"
        rf"{any_of('increase', 'decrease')}(?:了|率)?|不[低少]于|超过?|至少|近)+$",
        "",
        tidy(YEARS.sub("", left)),
    )
    text = re.sub(r"^(?:按[^,;。]{2,5}价格?|[\d一二三四五六七八九十]{1,2}年(?:来|间)?)$", "", text)
    return without_link(text)


def starts_with_verb(text: str) -> bool:
    """Whether `text` opens with a verb that governs what is counted."""
    return bool(_verb_start().match(tidy(text)))


def measure(q: Quantity) -> str:
    """How a quantity is put into words: share, count or change."""
    if q.coverage:
        return "coverage"
    if q.change is not None or q.dimension == "percentage-point":
        return "change"
    if q.dimension in {"share", "ratio"} or q.unit in {None, ":1"}:
        return "share"
    return "count"


def balanced(text: str) -> str:
    """`text` without a bracket or quote that has lost its other half."""
    for opening, closing in ("()", "“”", "《》"):
        while text.count(opening) > text.count(closing):
            at = text.rfind(opening)
            text = text[:at] + text[at + 1 :]
        while text.count(closing) > text.count(opening):
            at = text.find(closing)
            text = text[:at] + text[at + 1 :]
    return text.strip("、,;:。 \t")
