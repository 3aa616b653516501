"""What the words that touch a number make of it: a bound (不低于, 以内, 左右) or the size of a change (同比增长, 下降)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from kg.model import Change, Comparator, Span
from kg.ontology.target_words import any_of

_AFTER: tuple[tuple[str, Comparator], ...] = (
    ("at_least_after", "AtLeast"),
    ("at_most_after", "AtMost"),
    ("approximately_after", "Approximately"),
)
_BEFORE: tuple[tuple[str, Comparator], ...] = (
    ("at_least_before", "AtLeast"),
    ("at_most_before", "AtMost"),
    ("more_than_before", "MoreThan"),
    ("less_than_before", "LessThan"),
    ("approximately_before", "Approximately"),
)
_BOUND_EARLIER = re.compile(
    r"(?:(?P<least>至少|最少|起码)|(?:最多|至多))[\u4e00-\u9fff()]{1,12}$"
    r"|(?:(?P<part_least>不[低少]于|不得[低少]于)|不[高多]于|不(?:得)?超过)[\u4e00-\u9fff()]{2,12}的$"
)
_NO_WORD_PART = defaultdict(str, approximately_before="(?<![签预续履节特邀条违简最附临靠就])")
"""What must not stand before a comparing word: 签约 and 最近 do not compare."""

_TO = "(?:达到|到|至|为|达|在|有|成|是|占)?(?:每人每年|每人|人均|每年)?"


def compared(text: str, span: Span, left: str, end: int, *, duration: bool) -> tuple[Span, Comparator]:
    """The comparator of the number at `span`, and the number with the comparing words around it.

    `left` is the text before it, `end` where its clause ends; 内 bounds a duration only.
    """
    begin, close = span.begin, span.end
    comparator: Comparator = "Equal"
    if before := _before_pattern().search(left):
        comparator = next(c for kind, c in _BEFORE if before[kind])
        begin -= len(left) - before.start()
    if after := _after_pattern().match(text, span.end, end):
        close = after.end()
        if comparator not in {"MoreThan", "LessThan"}:
            comparator = next(c for kind, c in _AFTER if after[kind])
    elif comparator == "Equal" and (earlier := _BOUND_EARLIER.search(left)):
        comparator = "AtLeast" if earlier["least"] or earlier["part_least"] else "AtMost"
    if comparator == "Equal" and duration and text[span.end : span.end + 1] == "内":
        comparator, close = "AtMost", span.end + 1
    return Span(begin, close), comparator


@cache
def _after_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind}>{any_of(kind)})" for kind, _ in _AFTER))


@cache
def _before_pattern() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{_NO_WORD_PART[kind]}{any_of(kind)})" for kind, _ in _BEFORE)
    return re.compile(f"(?:{kinds}){_TO}$")


@cache
def _change_pattern() -> re.Pattern[str]:
    change = f"(?:(?P<increase>{any_of('increase')})|(?P<decrease>{any_of('decrease')}))"
    return re.compile(
        rf"{change}(?P<rate>率|幅度)?(?P<to>到了?|至|为|达到|达|在)?(?:不超过|控制在)?(?:{any_of('more_than_before', 'at_least_before', 'at_most_before', 'less_than_before', 'approximately_before')})?$"
    )


_RATE_OF_CHANGE = re.compile(
    r"(?:平均|最高|最大|最低|综合|总体|整体)(?:降幅|降价幅度|下降幅度|增幅|涨幅|增长幅度)[\u4e00-\u9fff]{0,3}$"
)
"""How much prices fell on average is an indicator of its own, not the change of what stands before it."""

_WHOLE_UNITS = ("%", "‰", "/10万", "/百万", "/万")
_AGAINST = re.compile(r"同比|环比|[较比](?:上年|去年|上一年|前年|上年度|同期|20\d\d年)[^,;。]{0,6}$")
_RELATIVE = {"percentage-point", "multiple"}
_SHRINKING_AND_GROWING = {"duration", "age"}


def size_of_change(left: str, unit: str | None, dimension: str) -> Change | None:
    """Increase or decrease where the number is the size of the change, not the level reached or a count of new things."""
    found = _change_pattern().search(left)
    if dimension == "percentage-point" and not found:
        found = re.search(
            rf"(?:(?P<increase>{any_of('increase')})|(?P<decrease>{any_of('decrease')}))(?P<to>)(?P<rate>)[^,;。]{{0,4}}$",
            left,
        )
    if unit == "番":
        return "Increase"
    if not found:
        return None
    if unit == "%" and _RATE_OF_CHANGE.search(left):
        return None
    name = found["increase"] or found["decrease"]
    if found["to"] and not name.startswith(("增幅", "降幅")):
        return None
    if found["rate"] or (name.startswith("增幅") and re.search("控制|不[高低超大]", left[-6:])):
        return None
    direction: Change = "Increase" if found["increase"] else "Decrease"
    if unit in _WHOLE_UNITS or dimension in _RELATIVE:
        return direction
    if name.startswith(("增加", "扩大", "净增", "增多")) and dimension not in _SHRINKING_AND_GROWING:
        return direction if _AGAINST.search(left) else None
    return direction
