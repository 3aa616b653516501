"""Documents cited by title: every 《…》 that names a document, not a book, a newspaper or a show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Mention, Span

_WORK_BEFORE = re.compile(r"(?:出版(?:发行)?|发行|编撰|编著|编纂|再版|播出|上演|演出|演唱|歌曲|电影|影片|短片|话剧|小品|图书|专著|绘本|杂志|期刊|栏目|节目|获|刊发于|刊登于?|发表(?:于|在))(?:了|的)?(?:[^,。;]{0,8})$")
_WORK_TITLE = re.compile(r"(?:日报|晚报|早报|时报|健康报|周刊|杂志|学报|新闻联播|医案(?:类编)?|画册|之歌|故事)$")
_WORK_AFTER = re.compile(r"^(?:等)?(?:一书|栏目|节目|杂志|电影|歌曲|报道|微电影|宣传片|画展|摄影展|展览|主题展)")


def find_citations(text: str) -> tuple[Mention, ...]:
    """The cited documents of a cleaned text; the span holds the brackets, `name` is the title without them."""
    found = []
    for begin, end in _titles(text):
        title = text[begin + 1 : end - 1].strip()
        if not 3 <= len(title) <= 120 or _names_a_work(text, begin, end, title):
            continue
        found.append(Mention(Span(begin, end), text[begin:end], "document", title, "title-in-brackets"))
    return tuple(found)


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """The outermost 《…》 ranges of each paragraph; an unclosed bracket opens nothing."""
    depth, begin = 0, 0
    for i, char in enumerate(text):
        if char == "\n":
            depth = 0
        elif char == "《":
            if depth == 0:
                begin = i
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if depth == 0:
                yield begin, i + 1


def _names_a_work(text: str, begin: int, end: int, title: str) -> bool:
    before, after = text[max(0, begin - 16) : begin], text[end : end + 8]
    return bool(_WORK_BEFORE.search(before) or _WORK_TITLE.search(title) or _WORK_AFTER.match(after))
