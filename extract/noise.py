"""Characters that a web copy puts into a text and its writer did not: pinyin glosses, marks of lost bytes, HTML entities.

Noise is blanked with zero-width spaces, one for one, so that offsets stay; cleaning drops those.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

BLANK = "\u200b"
MIN_GLOSSES = 5
"""So many glosses make a mirrored page; a single one may be the writer's own (reading of a rare character)."""
MIN_LOST = 5
"""So many lone question marks between characters are lost bytes; fewer may be questions."""

_GLOSS = re.compile(r"(?P<char>[\u4e00-\u9fff])(?P<gloss>[(（](?P<reading>[a-zü\u00e0-\u01dc\u0300-\u030c]{1,9})[)）])")
"""Small letters in brackets after one character; a gloss where they are its reading: 卫(wèi), 体(ti), but not 长(km)."""
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5});")
_LOST_AT_START = re.compile(r"(?m)^[ \u3000]*[?？\ufffd]{1,4}(?=[\u4e00-\u9fff\d(（第])")
_LOST_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff])(?:[?？]{1,3}|\ufffd+)(?=[\u4e00-\u9fff\d])")
_QUESTION_BEFORE = re.compile(r"(?:吗|呢|何|谁|哪.{0,6}|什么.{0,8}|怎么.{0,8}|多少.{0,6}|是否.{0,10})$")


def without_noise(source: str) -> str:
    """`source` with noise blanked; the length does not change."""
    chars = list(source)
    for begin, end in _noise(source):
        chars[begin:end] = BLANK * (end - begin)
    for match in _ENTITY.finditer(source):
        char = html.unescape(match.group())
        if len(char) == 1:
            chars[match.start() : match.end()] = char + BLANK * (len(match.group()) - 1)
    return "".join(chars)


def _noise(source: str) -> Iterator[tuple[int, int]]:
    """The ranges of glosses and lost bytes."""
    yield from (m.span() for m in _LOST_AT_START.finditer(source))
    candidates = list(_GLOSS.finditer(source))
    glosses = [m.span("gloss") for m in candidates if len(candidates) >= MIN_GLOSSES and _reads(m["char"], m["reading"])]
    if len(glosses) >= MIN_GLOSSES:
        yield from glosses
    lost = [m.span() for m in _LOST_INSIDE.finditer(source) if not _asks(source, m.start())]
    if len(lost) >= MIN_LOST:
        yield from lost


def _reads(char: str, reading: str) -> bool:
    """Whether `reading`, with or without its tone mark, is a pinyin of `char`."""
    from pypinyin import Style, pinyin

    known = {form.replace("ü", "u").replace("v", "u") for form in pinyin(char, style=Style.NORMAL, heteronym=True)[0]}
    plain = "".join(c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c))
    return plain in known


def _asks(source: str, at: int) -> bool:
    """Whether the words before a question mark ask."""
    return bool(_QUESTION_BEFORE.search(source[max(0, at - 14) : at]))
