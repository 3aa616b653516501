"""From the decoded file to text that rules can read, every character still tied to its place in the file.

Web navigation is dropped, broken lines are rejoined, width, spaces, quotes and script are made uniform. What is left
is one paragraph a line. Nothing is interpreted here: sections, dates and names are found by later steps.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from kg.extract.inline_headings import heading_starts
from kg.extract.noise import without_noise
from kg.extract.script import simplify
from kg.model import Span

HEADING_MARK = (
    r"(?:第[一二三四五六七八九十百零]+(?:[编章节条篇]|部分)|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)"
    r"|\d{1,2}[.、](?![\d%‰])|\(\d{1,2}\)|[①-⑳]|——(?=[^\d—]))"
)
"""The number or dash that opens a section: 第一章, 一、, (一), 1., (1), ①, ——."""

_HEADING_START = re.compile(HEADING_MARK)
_SIGNATURE = re.compile(r"[^。,;]{0,40}\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日 *")
_NUMBER_CELL = re.compile(r"[≥≤><＞＜]?\d+(?:\.\d+)?[%‰]?(?:[/张人个家所次万亿元岁年]{0,4})")
_SENTENCE_END = tuple("。!?;:…")
_TITLE_END = re.compile(r"(?:通知|意见|方案|规划|纲要|计划|要点|总结|办法|报告|公告|公报|函|决定)(?:\([^)]*\))?$")
_SPAM = re.compile(r"无码|精品|人妻|国产|av在线|娱乐城|博彩|彩票|代开发票", re.IGNORECASE)
_LURE = re.compile(r"亚洲|一区|二区|久久|黄色|视频|在线|高清|午夜|免费|成人|网址", re.IGNORECASE)
"""Words of advertising that are harmless alone; with a word of `_SPAM` in a line without a full stop they are not."""
_FOOTER = re.compile(r"^(?:扫一扫|相关(?:主题|文档|文章|链接|阅读|信息)|最新文档|上一篇|下一篇|版权所有|主办(?:单位)?:|网站地图)")
FOOTER_FROM = 0.6
"""A footer mark ends the document only in the last part of the file: beyond this share of its characters."""

MAX_BOILERPLATE = 160
"""A longer line is text even where it begins like a page's furniture."""

SHORT_LINE = 36
"""A line shorter than this and without punctuation is a heading, a cell or a signature, not a cut sentence.

PDF conversions cut between 35 and 45 characters.
"""

_BULLETS = "•·▪◆■●▶"
_SPACES = " \t"
_WIDE_GAP = re.compile(r"\t|  ")
_INVISIBLE = "\u200b\ufeff"
_BLANK = _SPACES + _INVISIBLE

_SAME = (
    ("\u3000\u00a0\u2002\u2003\u2009", " "),
    ("「„‟", "“"),
    ("」", "”"),
    ("『", "‘"),
    ("』", "’"),
    ("﹪", "%"),
    ("–―‒─━－", "—"),
    ("〜～∼", "~"),
    ("•・‧", "·"),
    ("○", "〇"),
    ("﹣", "-"),
    ("﹢", "+"),
)
"""Characters that writers use for one another; full-width ASCII becomes ASCII besides."""

_TRANSLATION = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(char): same for chars, same in _SAME for char in chars
}


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text with uniform characters, one paragraph a line; `origin[i]` is the place in the file of character `i`."""

    text: str
    origin: tuple[int, ...]

    def source_span(self, span: Span) -> Span:
        """The span of the file's characters from the first to the last character of `span`."""
        return Span(self.origin[span.begin], self.origin[span.end - 1] + 1)


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """A document's own text (`body`), and the page's lines about it (`notes`: date, source, issuing body)."""

    body: CleanText
    notes: CleanText


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the file in uniform characters, trimmed; `begin` is the file offset of its first character."""

    text: str
    begin: int
    indented: bool


def clean(source: str) -> CleanDocument:
    """The cleaned form of a decoded file. Cleaning a text that is already clean changes nothing."""
    simple = simplify(source)
    uniform = without_noise(simple).translate(_TRANSLATION)
    body: list[_Line] = []
    notes: list[_Line] = []
    for line in _lines(uniform):
        if line.begin > FOOTER_FROM * len(source) and _FOOTER.match(line.text):
            break
        kind = _line_kind(line.text)
        if kind == "content":
            body.append(line)
        elif kind == "metadata":
            notes.append(line)
    return CleanDocument(_assemble(body, join=True), _assemble(notes, join=False))


def _lines(uniform: str) -> list[_Line]:
    lines = []
    for match in re.finditer(r"[^\r\n\u2028\u2029\x0b\x0c]+", uniform):
        text = match.group().rstrip(_BLANK).lstrip(_BLANK + _BULLETS)
        if text:
            lead = len(match.group()) - len(match.group().lstrip(_BLANK + _BULLETS))
            lines.append(_Line(text, match.start() + lead, lead >= 2))
    return lines


def _line_kind(text: str) -> str:
    if len(_SPAM.findall(text)) >= 3 or ("。" not in text and _SPAM.search(text) and len(_LURE.findall(text)) >= 2):
        return "spam"
    known = next((kind for kind, pattern in _boilerplate() if pattern.search(text)), None)
    if known is not None and len(text) <= MAX_BOILERPLATE:
        return known
    links_only = text.count("|") >= 4 and not re.search("[。;]", text) and not _is_table_row(text)
    return "navigation" if links_only else "content"


@cache
def _boilerplate() -> tuple[tuple[str, re.Pattern[str]], ...]:
    with files("kg.extract").joinpath("boilerplate.csv").open(encoding="utf-8") as stream:
        return tuple((row["kind"], re.compile(row["pattern"])) for row in csv.DictReader(stream))


def _assemble(lines: list[_Line], *, join: bool) -> CleanText:
    """One text of all `lines`: a broken sentence is rejoined, every other line is a paragraph of its own."""
    chars: list[str] = []
    origin: list[int] = []
    previous: _Line | None = None
    for line in lines:
        joined = previous is not None and join and _continues(previous, line)
        if previous is not None and not joined:
            chars.append("\n")
            origin.append(line.begin - 1)
        for char, at in _paragraph(line):
            chars.append(char)
            origin.append(at)
        previous = replace(line, text=previous.text + line.text) if previous and joined else line
    return CleanText("".join(chars), tuple(origin))


def _continues(previous: _Line, line: _Line) -> bool:
    """Whether `line` goes on with the sentence that `previous` leaves open (lines cut by a PDF conversion)."""
    if previous.text.endswith(_SENTENCE_END) or _HEADING_START.match(line.text):
        return False
    if line.indented and not previous.indented:
        return False
    if any(_is_table_row(text) or _has_cells(text) for text in (previous.text, line.text)):
        return False
    mark = _HEADING_START.match(previous.text)
    words = previous.text[mark.end() :] if mark else previous.text
    if not re.search("[,。;、]", words) and (
        (mark and len(words) <= 40) or len(words) < SHORT_LINE or _TITLE_END.search(words)
    ):
        return False
    return not (line.indented and previous.indented and previous.text.endswith(("”", ")", "》")))


def _is_table_row(text: str) -> bool:
    """Whether a line holds cells of a table: fields set apart by bars, or four or more by spaces, one of them a number."""
    if re.search("[。;]", text):
        return False
    if text.count("|") >= 2:
        return any(_NUMBER_CELL.fullmatch(cell.strip()) for cell in text.split("|"))
    return len(re.split(r"[ \t]+", text)) >= 4 and not re.search("[,:]", text) and bool(re.search(r"\d", text))


def _has_cells(text: str) -> bool:
    """Whether wide gaps in a short line without punctuation set cells apart (市卫生健康局  2025年3月10日)."""
    return len(text) < 60 and bool(_WIDE_GAP.search(text)) and not re.search("[,。;]", text)


def _paragraph(line: _Line) -> list[tuple[str, int]]:
    """The characters of a line with their file offsets; spaces dropped or turned into paragraph breaks."""
    table = _is_table_row(line.text)
    spaces = _SPACES + "|" if table else _SPACES
    breaks = heading_starts(line.text)
    heading_open = bool(_HEADING_START.match(line.text))
    kept: list[tuple[str, int]] = []
    quote_open = False
    text = line.text
    for i, char in enumerate(text):
        at = line.begin + i
        if i in breaks:
            kept.append(("\n", at))
            heading_open = True
        if char in _INVISIBLE:
            continue
        if char == '"':
            quote_open = not quote_open
            char = "“" if quote_open else "”"
        if char not in spaces:
            kept.append((char, at))
            heading_open = heading_open and char not in "。;"
            continue
        if i and text[i - 1] in spaces:
            continue
        replacement = _space(text, i, table=table, after_heading=heading_open and _heading_is_over(kept))
        if replacement:
            kept.append((replacement, at))
            heading_open = replacement == "\n" and bool(_HEADING_START.match(text[i:].lstrip()))
    return kept


def _heading_is_over(kept: list[tuple[str, int]]) -> bool:
    """Whether the characters since the last paragraph break read as a complete heading of a one-line document."""
    line = "".join(char for char, _ in kept).rsplit("\n", 1)[-1]
    mark = _HEADING_START.match(line)
    return mark is not None and "、" in mark.group() + line[:8] and len(line) - mark.end() >= 4


def _space(text: str, i: int, *, table: bool, after_heading: bool) -> str:
    """What the run of spaces that starts at `i` stands for: a cell boundary, a paragraph break, a word gap or nothing."""
    following = text[i:].lstrip(_SPACES)
    gap = text[i : len(text) - len(following)]
    if table or (gap != " " and _has_cells(text)):
        return "\t"
    before, after = text[i - 1], following[:1]
    if _HEADING_START.match(following) and not (before.isdigit() or before in ",、(“"):
        return "\n"
    if len(text) > 200 and before in "。!”)" and _SIGNATURE.fullmatch(following):
        return "\n"
    if len(text) > 200 and after_heading and _is_han(before) and (_is_han(after) or after in "“《"):
        return "\n"
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return " "
    return ""


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
