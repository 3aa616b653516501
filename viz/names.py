"""What a search needs to know of the characters in the names: how they are read, and how they are written traditionally."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

HAN = range(0x4E00, 0xA000)
"""The block of common Chinese characters."""

READINGS = 3
"""How many readings of a character are kept; further ones are rare in names."""


def readings(names: Iterable[str]) -> dict[str, str]:
    """The pinyin of every Chinese character in `names`, without tones, several readings parted by a space.

    >>> readings(["长处方"])["长"]
    'zhang chang'
    """
    from pypinyin import Style, pinyin

    found: dict[str, str] = {}
    for char in sorted({char for name in names for char in name}):
        if ord(char) in HAN:
            known = pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]
            found[char] = " ".join(known[:READINGS])
    return found


def traditional_forms(names: Iterable[str]) -> dict[str, str]:
    """For every character of `names` that has traditional forms: those forms, written together.

    >>> traditional_forms(["医养结合"])["医"]
    '醫'
    """
    import opencc

    candidates = [chr(code) for code in HAN]
    simplified = str(opencc.OpenCC("t2s").convert("\n".join(candidates))).split("\n")
    wanted = {char for name in names for char in name}
    forms: dict[str, str] = defaultdict(str)
    for written, plain in zip(candidates, simplified, strict=True):
        if written != plain and plain in wanted:
            forms[plain] += written
    return dict(sorted(forms.items()))
