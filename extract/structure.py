"""The tree of a document's numbered parts, read from the markers that open its paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.clean import HEADING_MARK
from kg.model import Section, Span

MAX_HEADING = 60
"""A first sentence longer than this is text, not a heading (calibrated on headings of annual work points)."""

_OPENING = re.compile(HEADING_MARK)
_REPORT_AND_PLAN = re.compile(
    r"^(?:\d{4}年)?[^,。;:]{0,20}?(?:工作)?(?:总结|回顾|情况|成效|要点|计划|打算|安排|思路|举措|任务)$"
)
_MARK_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("part", r"第[一二三四五六七八九十百零]+(?:编|章|篇|部分)"),
        ("article", r"第[一二三四五六七八九十百零]+[节条]"),
        ("han", r"[一二三四五六七八九十]{1,3}、"),
        ("han-bracket", r"\([一二三四五六七八九十]{1,3}\)"),
        ("arabic", r"\d{1,2}[.、]"),
        ("arabic-bracket", r"\(\d{1,2}\)"),
        ("circled", r"[①-⑳]"),
        ("dash", r"——"),
    )
)


@dataclass(frozen=True, slots=True)
class _Opening:
    """A paragraph that opens a section."""

    begin: int
    kind: str
    number: str
    heading: str


def sections(text: str) -> tuple[Section, ...]:
    """The sections of a cleaned text in document order; offsets count in `text`.

    A marker kind met for the first time nests below the section it stands in; met again, it closes everything down
    to its own level. So (七) under ——X工程。 is a child there, whatever stood under 一、 before.
    """
    found: list[Section] = []
    open_kinds: list[tuple[str, int]] = []
    for opening in _openings(text):
        while any(kind == opening.kind for kind, _ in open_kinds):
            kind, index = open_kinds.pop()
            found[index] = _closed(found[index], opening.begin, text)
            if kind == opening.kind:
                break
        if opening.kind == "part":
            while open_kinds:
                _, index = open_kinds.pop()
                found[index] = _closed(found[index], opening.begin, text)
        parent = open_kinds[-1][1] if open_kinds else None
        open_kinds.append((opening.kind, len(found)))
        found.append(
            Section(
                span=Span(opening.begin, len(text)),
                level=len(open_kinds),
                number=opening.number,
                heading=opening.heading,
                parent=parent,
            )
        )
    return tuple(found)


def section_at(tree: tuple[Section, ...], offset: int) -> int | None:
    """The index of the innermost section that holds the character at `offset`."""
    index: int | None = bisect_right(tree, offset, key=lambda section: section.span.begin) - 1
    while index is not None and index >= 0 and tree[index].span.end <= offset:
        index = tree[index].parent
    return None if index is None or index < 0 else index


def path(tree: tuple[Section, ...], index: int | None) -> Iterator[Section]:
    """The section at `index` and its ancestors, innermost first."""
    while index is not None:
        yield tree[index]
        index = tree[index].parent


def _closed(section: Section, end: int, text: str) -> Section:
    while end - 1 > section.span.begin and text[end - 1] == "\n":
        end -= 1
    return replace(section, span=Span(section.span.begin, end))


def _openings(text: str) -> Iterator[_Opening]:
    begin = 0
    for line in text.split("\n"):
        mark = _OPENING.match(line)
        if mark:
            kind = next(kind for kind, pattern in _MARK_KINDS if pattern.match(line))
            yield _Opening(begin, kind, mark.group().rstrip(), _heading(line[mark.end() :]))
        elif 4 <= len(line) <= 30 and _REPORT_AND_PLAN.match(line) and begin > 0:
            yield _Opening(begin, "part", "", line)
        begin += len(line) + 1


def _heading(rest: str) -> str:
    """The heading that a section's first paragraph holds: all of a short line, else a short first sentence."""
    rest = rest.strip("\t ")
    if len(rest) <= MAX_HEADING and not re.search("[。;]", rest.rstrip("。")):
        return rest.rstrip("。:")
    first = re.split("[。:]", rest, maxsplit=1)[0]
    return first if len(first) <= 30 and ";" not in first else ""
