"""The quantities of a text: value, unit, comparator and change, with what only looks like one left out.

A quantity is read from the number and the words that touch it; whether it states a target is decided by `targets`,
which sees the clause. Left out here: dates, ordinals, ages, names made of numbers (“1+26+N”), numbers in 《》 and short
quotes, document numbers, counts of phases and aspects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.numerals import ARABIC, HAN, number, percentage
from kg.extract.quantity_patterns import PARTS, quantity_pattern
from kg.extract.quantity_words import compared, size_of_change
from kg.model import Change, Comparator, Span
from kg.ontology.target_words import words
from kg.ontology.units import Unit, units

PER_CENT = Decimal(100)
"""The value of a coverage word and of a whole."""

QUOTED_NAME = 14
"""A quotation of at most so many characters that holds a number is a name (“十四五”, “1+26+N”), unless it holds %."""

_AGE_CONTEXT = re.compile(r"寿命|平均年龄|健康期望|平均死亡年龄")
_AGE_CHANGE = re.compile(
    r"(?:提高|延长|增加|上升|增长)了?(?:约|近)?$|(?:由|从)[\d.]+岁(?:提高|增长|上升|延长|升|增)[到至]$"
)
AGE_REACH = 30
"""Characters within which an age is said to be a life expectancy."""
_AGE_BESIDE = re.compile(
    r"(?:目标值?|20\d\d年(?:底|末)?|上年|去年|全国|全省|全市)(?:平均)?(?:水平)?(?:为|是|达到?|:)*$"
)
"""Before an age in brackets that is put beside a life expectancy: 81.2岁(2025年目标82岁)."""
_RULES = {
    "part_value": "percentage-words",
    "part_upper": "percentage-words",
    "half": "half",
    "whole": "percentage-words",
    "han_numerator": "fraction",
    "denominator": "fraction",
    "ratio": "ratio",
    "to_one": "ratio",
    "hour_minutes": "duration",
    "seconds": "duration",
    "range_unit": "range",
    "list_unit": "range",
    "tenths": "tenths",
    "half_tenth": "tenths",
    "bare": "index",
    "bare_scale": "index",
}
"""The rule's name for each form, by the last group of its pattern; all others are plain numbers."""

_DATE = re.compile(r"(?:19|20)\d\d年|\d{1,2}(?:-|—|~|至|到)?\d{0,2}月")
_COUNTER = re.compile(r"[\u4e00-\u9fff]{1,3}(?<!个)")
"""A counter that stays as it is written; forms with brackets or strokes take the list's name."""

_FIGURE = re.compile(rf"{ARABIC}|{HAN}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit (`span`) and with the comparing words around it (`outer`).

    `value`, `upper` and `unit` are as the graph writes them; `dimension` is the unit's, empty for a bare index.
    `coverage` is true for words that mean all (全覆盖, 应签尽签): 100 %.
    """

    span: Span
    outer: Span
    value: Decimal
    unit: str | None
    comparator: Comparator = "Equal"
    upper: Decimal | None = None
    change: Change | None = None
    dimension: str = ""
    coverage: bool = False
    rule: str = "number"


def find_quantities(text: str, within: Span | None = None) -> tuple[Quantity, ...]:
    """The quantities of `text` in order, none overlapping; coverage words are found by `coverage`, not here."""
    begin, end = (within.begin, within.end) if within else (0, len(text))
    names = _names(text, begin, end)
    found: list[Quantity] = []
    at = begin
    while match := quantity_pattern().search(text, at, end):
        quantity = _read(text, match, begin, end)
        if quantity is None or any(a <= quantity.span.begin < b for a, b in names):
            at = max(match.start() + 1, _figure_end(text, match.start()))
            continue
        found.append(quantity)
        at = quantity.span.end
    return tuple(found)


def _figure_end(text: str, at: int) -> int:
    """Where the number that starts at `at` ends: a rejected number is not read again from its middle."""
    match = _FIGURE.match(text, at)
    return match.end() if match else at


def _names(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The stretches of text whose numbers belong to a name: titles in 《》 and short quotations."""
    spans = [m.span() for m in re.compile(r"《[^》]*》|〔[^〕]*〕").finditer(text, begin, end)]
    for match in re.compile(r"“([^“”]*)”").finditer(text, begin, end):
        inside = match[1]
        if len(inside) <= QUOTED_NAME and not re.search("[%‰,;。]", inside):
            spans.append(match.span())
    return spans


def _read(text: str, match: re.Match[str], begin: int, end: int) -> Quantity | None:
    """The quantity that a match spells out, or `None` where its surroundings say that it is none."""
    left = text[max(begin, match.start() - 24) : match.start()]
    if re.search(r"第$|[+＋]$|(?<![最附临将接靠邻])前$", left) or text[match.end() : match.end() + 1] in {
        "+",
        "号",
    }:
        return None
    if not match.group()[0].isdigit() and re.search("[数几]$", left) and match.group()[0] in "十百千万":
        return None
    core = _spelled_out(match) or _core(text, match, left)
    if core is None or core.value is None:
        return None
    return _with_words(text, match, core, begin, end)


def _spelled_out(match: re.Match[str]) -> _Core | None:
    """The number of a form that needs nothing but its own groups: 百分之五, 1:1.6, 一半, 9分28秒."""
    if match["part"]:
        upper = number(match["part_upper"]) if match["part_upper"] else None
        return _Core(number(match["part_value"]), upper, PARTS[match["part"]])
    if match["whole"]:
        return _Core(PER_CENT, None, "%")
    if match["half"]:
        return _Core(PER_CENT / 2, None, "%")
    if match["ratio"]:
        return _Core(number(match["ratio"]), None, "1:")
    if match["to_one"]:
        return _Core(number(match["to_one"]), None, ":1")
    if match["hours"]:
        return _Core(Decimal(match["hours"]) * 60 + Decimal(match["hour_minutes"]), None, "分钟")
    if match["minutes"]:
        return _Core(Decimal(match["minutes"]) * 60 + Decimal(match["seconds"]), None, "秒")
    return None


def _core(text: str, match: re.Match[str], left: str) -> _Core | None:
    """The number of a form whose reading can fail: fractions, tenths, ranges, figures with a counter, bare figures."""
    if match["tenths"]:
        return _tenths(match)
    if match["han_denominator"]:
        return _fraction(number(match["han_numerator"]), number(match["han_denominator"]))
    if match["numerator"]:
        return _fraction(Decimal(match["numerator"]), Decimal(match["denominator"]))
    if match["low"]:
        return _range(match)
    if match["han_list"]:
        return _run_of_two(match)
    return _counted(match, left) if match["figure"] else _bare(text, match, left)


@dataclass(frozen=True, slots=True)
class _Core:
    value: Decimal | None
    upper: Decimal | None
    unit: str | None
    more: bool = False


def _fraction(numerator: Decimal | None, denominator: Decimal | None) -> _Core | None:
    if numerator is None or denominator is None or not 0 < numerator < denominator <= 20:
        return None
    return _Core(percentage(numerator, denominator), None, "%")


def _tenths(match: re.Match[str]) -> _Core | None:
    value = number(match["tenths"])
    if value is None:
        return None
    more = number(match["half_tenth"]) if match["half_tenth"] else None
    return _Core(value * 10 + (more or 0), None, "%")


def _run_of_two(match: re.Match[str]) -> _Core | None:
    low, high = number(match["han_list"]), number(match["han_next"])
    if low is None or high is None or low >= high:
        return None
    return _Core(low, high, match["list_unit"])


def _range(match: re.Match[str]) -> _Core | None:
    low, high = number(match["low"]), number(match["high"])
    unit = _unit(match["range_unit"])
    if match["low_unit"] and _unit(match["low_unit"]) != unit:
        return None
    if low is None or high is None or low >= high:
        return None
    if not match["low"][0].isdigit() and unit.name not in (*words("counter_han"), "百分点"):
        return None
    scale = match["high_scale"] or ""
    if match["low_scale"] and match["low_scale"] != (scale or match["range_unit"][0]):
        return None
    if scale:
        return _Core(
            low, high, units()[scale + unit.name].name if scale + unit.name in units() else scale + unit.name
        )
    return _Core(low, high, unit.name)


def _unit(form: str) -> Unit:
    """The unit of a written form; counters and Latin abbreviations keep their form (针次, kg)."""
    unit = units()[form.replace(" ", "")]
    if unit.name.startswith("大") and len(unit.name) == 2:
        return replace(unit, name=unit.name[1:])
    if unit.dimension.startswith(("count", "dose")) and _COUNTER.fullmatch(form):
        return replace(unit, name=form)
    return replace(unit, name=form) if form.isascii() and form.isalpha() and not unit.name.isascii() else unit


def _counted(match: re.Match[str], left: str) -> _Core | None:
    figure, scale, form = (
        match["figure"].replace(" ", ""),
        match["scale"] or "",
        match["unit"].replace(" ", ""),
    )
    if figure[0].isdigit():
        value = number(figure)
    else:
        if not _han_is_counted(figure, form, left, more=bool(match["more"])):
            return None
        if len(figure) >= 1 and figure[-1] in "万亿" and not scale:
            figure, scale = figure[:-1], figure[-1]
        value = number(figure) if figure else Decimal(1)
    if value is None or left.endswith("每"):
        return None
    unit = _unit(form).name
    if scale in {"百", "千"} and scale + form not in units():
        value *= 100 if scale == "百" else 1000
    elif scale:
        unit = units()[scale + form].name if scale + form in units() else scale + unit
    unit += match["per"] or ""
    if match["minus"]:
        value = -value
    return _Core(value, None, unit, more=bool(match["more"] or match["more_after"]))


_MAGNITUDE_BEFORE = re.compile(r"(?:近|超|超过|逾|约|突破|上|过|达|达到)$")
_ONE_BEFORE = re.compile(
    r"(?:[建设]成|新建|建设|新增|办好|办成|建有|设置|设立|配备|至少有?|不少于|改扩?建|有|开设|创建|达到|每(?:村|乡|镇|县|校|院|个?[\u4e00-\u9fff]{1,6}))$"
)


def _han_is_counted(figure: str, form: str, left: str, *, more: bool) -> bool:
    """Whether a Chinese numeral before a counter counts something, rather than forming a word (千人, 百家, 一个)."""
    if (
        form not in words("counter_han")
        and form not in {"%", "成"}
        and not (figure[-1] in "万亿千百" and form in units())
    ):
        return form in {
            "个百分点",
            "百分点",
            "番",
            "倍",
            "千分点",
            "个千分点",
            "%",
            "分钟",
            "万元",
            "亿元",
            "张",
        }
    if all(char in "百千万亿" for char in figure):
        return more or bool(_MAGNITUDE_BEFORE.search(left)) or figure == "十"
    if figure == "一":
        placed = form == "个" and _ONE_EACH.search(left)
        return bool(placed or (form in {"所", "家", "座", "处", "辆", "名"} and _ONE_BEFORE.search(left)))
    return True


_ONE_EACH = re.compile(r"每(?:个)?[^,;。]{1,10}(?:至少)?(?:设|有|建|配)(?:有|立|置|备|好|成)?$")
_INDEX_BEFORE = re.compile(
    r"(?:指数|性别比|CMI\)?值?|RW值?|权重|分值|得分|评分|综合分|强度|[率比])(?:连续[一二三四五六七八九十\d]+年|均|已|(?:由|从)[\d.]*)?"
    r"(?:达到|达|为|是|升至|升到|降至|降到|下降到|下降至|上升到|控制在|提高到|提升到|提升至|保持在|稳定在|不低于|不高于|不超过|超过|高于|大于|低于|[:>≥≤<]|\s)*$"
)
_BARE_AFTER = re.compile(r"(?:以上|以内|以下|左右|[,。;、)]|$)")


def _bare(text: str, match: re.Match[str], left: str) -> _Core | None:
    """A number without a unit is a quantity only as an index (性别比111) or, with 万, as a count whose counter is left out."""
    value = number(match["bare"])
    after = text[match.end() : match.end() + 2]
    if match["bare_scale"]:
        if re.match(r"[余多]", after) or left.endswith(("每", "/")):
            return None
        return _Core(value, None, match["bare_scale"])
    if _INDEX_BEFORE.search(left) and _BARE_AFTER.match(after):
        return _Core(value, None, None)
    return None


def _is_length_of_life(text: str, at: int, left: str, begin: int) -> bool:
    """Whether the age at `at` is a life expectancy, said in its clause or, for one in brackets, right before them."""
    beside = text[begin - 1 : begin] == "(" and _AGE_BESIDE.search(left)
    floor = max(0, begin - AGE_REACH) if beside else max(begin, at - AGE_REACH)
    return bool(_AGE_CONTEXT.search(text[floor:at]) or _AGE_CHANGE.search(left))


def _with_words(text: str, match: re.Match[str], core: _Core, begin: int, end: int) -> Quantity | None:
    """The quantity with the comparator and change that the words touching it give."""
    left = text[max(begin, match.start() - 24) : match.start()]
    if _DATE.match(match.group()) or (match.group().endswith("日") and left.endswith("月")):
        return None
    unit = core.unit
    dimension = units()[unit].dimension if unit in units() else ("" if unit is None else "count-things")
    if dimension == "age" and not _is_length_of_life(text, match.start(), left, begin):
        return None
    span = Span(match.start(), match.end())
    outer, comparator = compared(text, span, left, end, duration=dimension == "duration")
    if core.more or (match["half"] == "半" and left.endswith("过")):
        comparator = "MoreThan"
    halved = match["half"] == "半" and left.endswith("减")
    value = core.value if core.value is not None else Decimal(0)
    change = "Decrease" if halved else size_of_change(left, unit, dimension)
    if change == "Increase" and value < 0:
        # 同比增长-1.3%: the size of a fall
        change, value = "Decrease", -value
    return Quantity(
        span=span,
        outer=outer,
        value=value,
        unit=unit,
        comparator="Between" if core.upper is not None else comparator,
        upper=core.upper,
        change=change,
        dimension=dimension,
        rule=_RULES.get(match.lastgroup or "", "number"),
    )
