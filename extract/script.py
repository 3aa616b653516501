"""Traditional characters to simplified ones, character by character, so that offsets survive."""

from __future__ import annotations

from functools import cache
from typing import Any

TRADITIONAL_SHARE = 0.02
"""A text counts as traditional when at least this share of its Han characters has a different simplified form.

Simplified prose stays below 0.002 (著, 覆 and the like in names); traditional prose lies above 0.2.
"""


def simplify(text: str) -> str:
    """`text` with traditional characters replaced by simplified ones; unchanged where it is not traditional.

    The result has the length of the input. OpenCC's phrase conversion is kept where it preserves the length
    of a line, else the line is converted character by character.
    """
    return "".join(_convert(line) for line in text.splitlines(keepends=True)) if is_traditional(text) else text


def is_traditional(text: str) -> bool:
    """Whether enough characters of `text` have another simplified form."""
    han = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    if not han:
        return False
    simplified = _convert("".join(han))
    changed = sum(a != b for a, b in zip(han, simplified, strict=True))
    return changed >= TRADITIONAL_SHARE * len(han)


def _convert(text: str) -> str:
    converted = str(_converter().convert(text))
    if len(converted) == len(text):
        return converted
    return "".join(c if len(c) == 1 else char for char in text for c in [str(_converter().convert(char))])


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
