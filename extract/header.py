"""What surrounds a document's own text: the page's fields, the lines before the first section, the closing signature.

Everything is read from the cleaned text; nothing is decided here about title, issuer or date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from kg.extract.clean import HEADING_MARK, CleanDocument
from kg.extract.dates import DATE, dates
from kg.model import Span

HEAD_LINES = 40
"""Lines looked at for titles and signatures; a red-head document has fewer than 20 before its first section."""

TAIL_LINES = 14
"""Lines at the end looked at for a signature; contact lines and attachments may follow it."""

_KEYS = (
    "索引号|信息索引|单位名称|发布机构|发文机关|发布单位|发文单位|制发机关|制发单位|印发机关|印发单位|公开主体|公开机构|发布机关|责任单位|信息来源"
    "|稿件来源|文章来源|来源|稿源|发布者|发布人|作者|名称|标题|信息名称|文件名称|文号|发文字号|文件编号|成文日期|发文日期|印发日期|生成日期|制发日期"
    "|签发日期|成文时间|发文时间|印发时间|发布日期|发布时间|公开日期|公开时间|公布日期|更新日期|更新时间|上网日期|录入时间|日期|时间|发布|主题分类"
    "|主题词|组配分类|信息分类|所属主题|体裁分类|公开方式|公开范围|公开属性|有效性|时效性|效力状态|生效日期|实施日期|废止日期|失效日期|关键词|内容概述"
    "|浏览次数|浏览量|阅读次数|点击数|点击量|访问量|字号|字体|字体大小|打印|分享|责任编辑|编辑|审核|语种|服务对象"
)
_FIELD = re.compile(rf"[·•【\[(|]?\s*(?P<key>{_KEYS})(?:[】\])]?\s*[:：|]|\s*[】\]])")
_PAGE_LINE = re.compile(rf"^[·•【\[(]?\s*(?:{_KEYS})[】\])]?\s*[:：|]")
_SPACED_KEY = re.compile(
    r"(?<=[\u4e00-\u9fff])\t(?=[\u4e00-\u9fff][\t:：|])|(?<=[\u4e00-\u9fff])\t(?=号[:：])"
)
_MADE = (
    "成文日期",
    "成文时间",
    "发文日期",
    "发文时间",
    "印发日期",
    "印发时间",
    "生成日期",
    "制发日期",
    "签发日期",
)
_PUBLISHED = (
    "发布日期", "发布时间", "公开日期", "公开时间", "公布日期", "日期", "时间", "上网日期", "更新日期", "更新时间", "录入时间", "发布",
)  # fmt: skip
_BODY_KEYS = frozenset(["名称", "标题", "日期", "时间", "发布", "来源", "责任单位", "作者"])

_NUMBER = re.compile(
    r"(?P<code>(?!关于|根据|按照|依据|《)[\u4e00-\u9fff]{1,12}(?:\([\u4e00-\u9fff]\))?)"
    r"\s*[〔\[【({（﹝](?P<year>(?:19|20)\d\d)[〕\]】)}）﹞]\s*第?\s*(?P<n>\d{1,4})\s*号"
)
_SENTENCE = re.compile("[。;!?]")
_HEADING = re.compile(HEADING_MARK)
_ORGANISATION = re.compile(
    r"(?:委员会|卫生健康委|卫健委|卫计委|卫生计生委|[局厅部]|人民政府|政府|办公[室厅]|政府办|医院|中心|保健院|卫生院|领导小组|指挥部|党组|党委|红十字会|协会|委)(?:\((?:盖|代)?[章印]\))?$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the cleaned body."""

    text: str
    begin: int

    @property
    def span(self) -> Span:
        """Its place in the cleaned body."""
        return Span(self.begin, self.begin + len(self.text))


@dataclass(frozen=True, slots=True)
class Signature:
    """A date below (or beside) the name of who signs; `organisation` is as written, empty where only the date stands."""

    organisation: str
    span: Span
    issued: date | None


@dataclass(frozen=True, slots=True)
class Header:
    """The parts of a document that speak about it."""

    lines: tuple[Line, ...]
    head: tuple[Line, ...]
    fields: dict[str, str]
    notes: str
    signatures: tuple[Signature, ...]
    document_number: str | None

    def field(self, *keys: str) -> str:
        """The first of these page fields that is filled, else an empty string."""
        return next((self.fields[key] for key in keys if self.fields.get(key)), "")

    @property
    def made(self) -> date | None:
        """When the document was made, by the page's fields."""
        return self._date(_MADE)

    @property
    def published(self) -> date | None:
        """When the page was put up."""
        return self._date(_PUBLISHED)

    def _date(self, keys: tuple[str, ...]) -> date | None:
        for key in keys:
            for _, _, found in dates(self.fields.get(key, "")):
                return found
        return None


def read_header(clean: CleanDocument) -> Header:
    """The header of a cleaned document."""
    lines = tuple(_lines(clean.body.text))
    head = tuple(line for line in _head(lines) if not _PAGE_LINE.match(line.text))
    notes = clean.notes.text
    fields = _fields(notes)
    for line in lines[:HEAD_LINES]:
        if _PAGE_LINE.match(line.text) and len(line.text) < 200:
            for key, value in _fields(line.text).items():
                fields.setdefault(key, value)
    return Header(lines, head, fields, notes, _signatures(lines, head), _document_number(head, fields))


def _lines(text: str) -> list[Line]:
    lines, begin = [], 0
    for part in text.split("\n"):
        if part.strip():
            lines.append(Line(part, begin))
        begin += len(part) + 1
    return lines


def _head(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines before the body proper: up to the second long paragraph or the first numbered one."""
    head: list[Line] = []
    long = 0
    for line in lines[:HEAD_LINES]:
        if _HEADING.match(line.text) and not re.search(
            r"^(?:\d+[.、])?[^。]{2,60}(?:计划|总结|要点)\d", line.text
        ):
            if head:
                break
        elif len(line.text) > 90 and _SENTENCE.search(line.text):
            long += 1
            if long > 2:
                break
        head.append(line)
    return tuple(head)


def _fields(text: str) -> dict[str, str]:
    """The labelled values of page lines; a value ends where the next label begins."""
    fields: dict[str, str] = {}
    for line in text.split("\n"):
        whole = _SPACED_KEY.sub("", line)
        marks = list(_FIELD.finditer(whole))
        for mark, following in zip_longest(marks, marks[1:]):
            value = whole[mark.end() : following.start() if following else len(whole)].strip(
                " |\t·•:：[](【】"
            )
            if value and value not in ("查看", "无", "—", "-"):
                fields.setdefault(mark["key"], value)
    return fields


def _signatures(lines: tuple[Line, ...], head: tuple[Line, ...]) -> tuple[Signature, ...]:
    """Signatures in the head and at the end: 海宁市卫生健康局 2025年3月10日, on one line or two."""
    found = []
    tail = tuple(line for line in lines[-TAIL_LINES:] if line not in head)
    for part in (head, tail):
        for i, line in enumerate(part):
            when = list(dates(line.text))
            if len(line.text) > 60 or _SENTENCE.search(line.text) or len(when) != 1:
                continue
            begin, end, issued = when[0]
            name = re.sub(r"[\t()（）·,]", "", line.text[:begin])
            rest = re.sub(r"[\t()（）·,]|印发|发布|施行|\d\d:\d\d(?::\d\d)?", "", line.text[end:])
            if rest or name.endswith(("自", "于", "至", "到", "截至")) or _PAGE_LINE.match(line.text):
                continue
            if name and _ORGANISATION.search(name):
                found.append(Signature(_plain(name), Span(line.begin, line.begin + max(begin, 1)), issued))
            elif not name:
                above = part[i - 1] if i else None
                if above is not None and len(above.text) <= 40 and _ORGANISATION.search(above.text):
                    found.append(Signature(_plain(above.text), above.span, issued))
                else:
                    found.append(Signature("", line.span, issued))
    if not any(s.organisation for s in found) and tail and len(tail[-1].text) <= 30:
        last = tail[-1]
        if (
            _ORGANISATION.search(last.text)
            and not _SENTENCE.search(last.text)
            and not _HEADING.match(last.text)
        ):
            found.append(Signature(_plain(last.text), last.span, None))
    return tuple(found)


def _plain(name: str) -> str:
    return re.sub(r"\((?:盖|代)?[章印]\)|[\t\s]", "", name)


def _document_number(head: tuple[Line, ...], fields: dict[str, str]) -> str | None:
    """The document's own 文号: alone on a line of the head, or in the page's field; one cited in a sentence is not."""
    for line in (
        *(h.text for h in head),
        fields.get("文号", ""),
        fields.get("发文字号", ""),
        fields.get("文件编号", ""),
    ):
        match = _NUMBER.search(line)
        alone = (
            bool(match)
            and len(line) - len(match.group() if match else "") <= 12
            and not re.search("[,。《]", line)
        )
        if match and (alone or (match.start() == 0 and len(line) <= 80 and not re.search("[,。]", line))):
            return f"{match['code']}〔{match['year']}〕{match['n']}号"
    return None


def is_date_line(text: str) -> bool:
    """Whether a line holds a date and next to nothing else."""
    match = DATE.search(text)
    return bool(match) and len(text) - len(match.group() if match else "") <= 8
