"""Numbers as officials write them, in Arabic or Chinese figures, read as exact decimals.

Only the number itself: units, comparators and the question whether it states anything belong to `quantities`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

ARABIC = r"(?:\d{1,3}(?:[,'’]\d{3})+|\d+)(?:[.﹒]\d+)?"
"""Digits with an optional fraction; a comma or an apostrophe may group thousands."""

HAN = (
    r"(?:[零〇一二两三四五六七八九十廿百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
    r"|[壹贰叁肆伍陆柒捌玖拾佰仟][零壹贰叁肆伍陆柒捌玖拾佰仟]+)"
)
"""A Chinese numeral: 三十, 两百零五, 三点五; in financial figures with two characters at least: 贰佰."""

NUMBER = rf"(?:{ARABIC}|{HAN})"

_HAN_DIGITS = {char: str(i) for i, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}
_FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_MAGNITUDES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def number(text: str) -> Decimal | None:
    """The value of `text`, a whole number phrase without unit, or `None` where it is not well formed.

    >>> number("1,200"), number("三十"), number("三点五"), number("十")
    (Decimal('1200'), Decimal('30'), Decimal('3.5'), Decimal('10'))
    """
    if re.fullmatch(ARABIC, text):
        return Decimal(re.sub("[,'’]", "", text).replace("﹒", "."))
    if not re.fullmatch(HAN, text):
        return None
    whole, point, fraction = text.partition("点")
    value = _han_integer(whole.translate(_FINANCIAL))
    if value is None or not point:
        return value
    digits = "".join(_HAN_DIGITS[char] for char in fraction)
    return Decimal(f"{value}.{digits}")


def _han_integer(text: str) -> Decimal | None:
    if all(char in _MAGNITUDES for char in text):
        # 百, 千, 万 stand for one of themselves (近千名); 十万 and 百万 multiply
        value = Decimal(1)
        for char in text:
            value *= _MAGNITUDES[char]
        return value
    return _han_counted(text)


@cache
def _han_counted(text: str) -> Decimal | None:
    import cn2an  # type: ignore[import-untyped]  # ships no types

    try:
        return Decimal(str(cn2an.cn2an(text.replace("两", "二").replace("廿", "二十"), "normal")))
    except ValueError:
        return None


def percentage(numerator: Decimal, denominator: Decimal) -> Decimal:
    """A fraction as a percentage with at most two decimals: 1/3 is 33.33, 1/5 is 20."""
    value = (numerator * 100 / denominator).quantize(Decimal("0.01"))
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
