"""A document's title without the page's words, and what kind of document the title says it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.header import HEAD_LINES, Header, Line, is_date_line
from kg.model import Span

GENRE = (
    r"(?:要点|重点|计划|规划|纲要|方案|总结|意见|通知|公报|报告|汇报|情况|安排|打算|思路|设想|谋划|部署|措施|举措|任务|目标|清单|办法|规定|细则|决定|公告|通告"
    r"|回顾|小结|工作|行动|指南|制度|预案|进展|成效|标准|规范|函|述职|体会|亮点|责任书|台账|答复|复函|批复|通报|简报|分解表|一览表|任务书)"
)
"""What the last word of a title may be."""

_TAIL = r"(?:\((?:[^()]{1,30})\))*"
_YEARS_BELOW = re.compile(r"\((?:19|20)\d\d年?[—~至-]+(?:19|20)?\d\d年?\)")
"""The years of a plan on the line below its name: they belong to the title."""

_TITLE = re.compile(rf"{GENRE}{_TAIL}[”》]?$")
_SITE = re.compile(
    r"(?:\s*[_|]\s*[^-_|—。,;]{1,24}(?=[_|-]))*(?:\s*[-_|—–·]+\s*[^-_|—。,;]{0,24}(?:人民政府|政府网|政务网|门户网站|网站|官网|委员会|卫健委|卫生健康[委局]|信息公开|政务公开|文库|网|在线|平台)(?:网站|门户)?)+\s*$"
)
_REPEATED = re.compile(r"^(?P<t>[^_|]{8,60}?)[_|-].{2,60}(?P=t)$")
"""A page's own title with the site's path, run together with the title below it."""
_SPLIT_TABLE = re.compile(r"\s*[|｜]+\s*(?:在线播放|视频|图文)?\s*$")
_FILE_SUFFIX = re.compile(r"(?:材料|范文|模板|文稿)?\.(?:docx?|pdf|wps|txt)$")
_LEADING_NUMBER = re.compile(r"^[\u4e00-\u9fff]{2,10}〔\d{4}〕\d{1,4}号(?=\S{8,})")
_NOTICE = re.compile(r"(?:关于)?(?:印发|下发|发布|转发|公布|批转)(?P<x>.{4,90}?)的(?:通知|函)$")
_NOTICE_BEGUN = re.compile(r"关于(?:印发|下发|发布|转发|公布|批转)[^《》]{0,20}$")
_ISSUED_BY_TEXT = re.compile(
    r"(?:^|(?<=[:。]))(?:现将|现把|兹将)?(?:[\u4e00-\u9fff]{2,20}(?:制定|修订|编制|拟定)(?:的|了))?"
    r"《(?P<x>[^《》]{6,80})》(?:[和、]《(?P<y>[^《》]{6,80})》)?(?:\([^)]{1,20}\))?"
    r"(?:[已业][经已获报]?[^。《》]{0,40}?|[^。《》、]{0,16}?)"
    r"(?:印发|下发|发给|公布|发布|请[^。]{0,8}(?:贯彻|遵照|执行))"
)
_INLINE = re.compile(
    rf"^(?P<t>[^,。;:!?]{{3,60}}?(?:工作|年度|年|全?[市县区省州]|局|委)[^,。;:!?]{{0,24}}?"
    rf"(?:总结|要点|计划|思路|打算|安排|方案|规划|报告|情况){_TAIL})"
    r"(?=\s*(?:文稿|材料|范文|\d{4}年|201X年|20XX年|一年来|今年|根据|按照|为|在|一、|现将|各|坚持|以|我[局委院市县区]|\t|$))"
)
LEAD_IN = 200
"""How many characters of a copying site's own words may stand before a title on the same line."""
_TOC = re.compile(r"^(?:目录)?\s*(?:\d{1,2}[.、]\s*)?(?P<t>[^。]{6,60}?)\s*\d{1,3}\s*(?P=t)")
_NOT_A_TITLE = re.compile(
    r"^(?:现将|请|各[^。]{0,40}[:：]|附件\d*[:：]?$|目录|首页|当前位置|您|欢迎|主办|版权|联系|电话|抄送|主送|来源|-)|[:：]$|汇编(?:\(|$)|篇\)|微信|公众号"
)
_FRAGMENT_START = re.compile(
    r"^(?:(?:19|20)\d\d|二[〇○零]|关于|“|《|中共|国家|全[国省市县区]|健康|[省市县区州]|[\u4e00-\u9fff]{2,8}[省市县区州盟旗]"
    r"|[\u4e00-\u9fff]{2,6}(?:卫生|卫健|医院|人民))"
)
_ATTACHMENT = re.compile(r"^(?:附件?\s*[一二三\d]?\s*[:：.、]?\s*)(?=\S{6,})")


@dataclass(frozen=True, slots=True)
class Title:
    """A title, where it stands in the cleaned body (`None` if only the page's fields give it), the notice it comes in."""

    text: str
    span: Span | None
    notice: str = ""


def find_title(header: Header) -> Title | None:
    """The document's title: of the enclosed document where a notice issues one, `None` where the text has none."""
    notice, enclosed = _notice(header)
    candidates = list(_candidates(header))
    if enclosed:
        same = next((c for c in candidates if _key(c.text) == _key(enclosed)), None)
        later = same or _enclosed_line(candidates, enclosed)
        if later is not None and _key(later.text) != _key(notice):
            return Title(later.text, later.span, notice)
        return Title(enclosed, _span_of(header, enclosed), notice)
    if candidates:
        best = candidates[0]
        return Title(best.text, best.span)
    return _field_title(header) or _inline_title(header) or _late_title(header) or _headline(header)


def _notice(header: Header) -> tuple[str, str]:
    """The notice's own title and the title of what it issues; empty strings where there is no notice."""
    for candidate in _candidates(header):
        match = _NOTICE.search(candidate.text)
        if match:
            return candidate.text, _unquote(match["x"])
    name = header.field("名称", "标题", "信息名称", "文件名称")
    match = _NOTICE.search(name)
    if match:
        return name, _unquote(match["x"])
    for line in header.head:
        match = _ISSUED_BY_TEXT.search(line.text)
        if match:
            return "", _clean("和".join(part for part in (match["x"], match["y"]) if part))
    return "", ""


def _enclosed_line(candidates: list[Title], enclosed: str) -> Title | None:
    """The line that heads the enclosed document when its words differ a little from the notice's."""
    wanted = _key(enclosed)
    for candidate in candidates:
        have = _key(candidate.text)
        if (
            len(have) >= 8
            and not _NOTICE.search(candidate.text)
            and (have.endswith(wanted) or wanted.endswith(have))
        ):
            return candidate if len(have) >= len(wanted) else None
    return None


def _candidates(header: Header) -> Iterator[Title]:
    """Title-like lines of the head in order, each preceded by its whole where a title is broken over lines."""
    lines = header.head
    used: set[int] = set()
    for i, line in enumerate(lines):
        if i in used:
            continue
        joined = _joined(lines, i)
        if joined is not None:
            title, last = joined
            used.update(range(i, last + 1))
            yield title
            continue
        text = _clean(line.text)
        toc = _TOC.match(text)
        if toc and _TITLE.search(toc["t"]):
            begin = line.begin + line.text.rfind(toc["t"])
            yield Title(toc["t"], Span(begin, begin + len(toc["t"])))
        elif _title_like(text):
            begin = line.begin + max(line.text.find(text), 0)
            end = begin + len(text)
            if i + 1 < len(lines) and _YEARS_BELOW.fullmatch(lines[i + 1].text.strip()):
                years = lines[i + 1]
                text, end = text + years.text.strip(), years.begin + len(years.text.rstrip())
            yield Title(text, Span(begin, end))


def _joined(lines: tuple[Line, ...], i: int) -> tuple[Title, int] | None:
    """The title that begins in line `i` and ends in one of the next three, or `None`."""
    first = lines[i]
    if not _may_begin(first) or _title_like(_clean(first.text)):
        return None
    text = first.text.strip()
    for j in range(i + 1, min(i + 4, len(lines))):
        line = lines[j]
        if not _may_begin(line) and not _title_like(line.text):
            return None
        complete = _title_like(_clean(line.text))
        notice = _NOTICE_BEGUN.search(text) and line.text.endswith("的通知")
        if complete and len(line.text) > 8 and _FRAGMENT_START.match(line.text) and not notice:
            return None
        text += line.text.strip()
        if complete and len(text) <= 90:
            cleaned = _clean(text)
            return Title(cleaned, Span(first.begin, line.begin + len(line.text))), j
    return None


def _may_begin(line: Line) -> bool:
    """Whether a line may be part of a broken title."""
    text = line.text
    return (
        6 <= len(text) <= 45
        and not re.search("[。;,:：?!|>\t]", text)
        and not _NOT_A_TITLE.search(text)
        and not is_date_line(text)
        and not re.search(
            r"(?:局|委|委员会|政府|办公[室厅]|医院|中心|文件|号|网|公司|示例文本\)|\(此件[^)]*\)|浏览|信息公开|政务公开|规划计划)$",
            text,
        )
    )


def _title_like(text: str) -> bool:
    if not 5 <= len(text) <= 90 or _NOT_A_TITLE.search(text) or is_date_line(text):
        return False
    if re.search("[。;!?|>\t]", text) or text.count(",") > 1:
        return False
    if re.fullmatch(
        r"(?:政务公开|信息公开|规划计划|计划总结|年度工作计划|工作总结|工作计划|工作要点|通知公告|规划总结|年度计划|计划规划|目录|主要任务|主要工作|总体要求)",
        text,
    ):
        return False
    return bool(_TITLE.search(text)) and not re.search(
        r"^(?:\d{1,2}[.、]|[一二三四五六七八九十]+、|\()", text
    )


def _field_title(header: Header) -> Title | None:
    name = _clean(header.field("名称", "标题", "信息名称", "文件名称"))
    return Title(name, None) if _title_like(name) else None


def _inline_title(header: Header) -> Title | None:
    """The title at the head of a document that is one long line: 2021年度卫计局工作总结 一年来,…."""
    if not header.head:
        return None
    line = header.head[0]
    for start in (0, *(stop.end() for stop in re.finditer("[。:]", line.text[:LEAD_IN]))):
        match = _INLINE.match(line.text[start:])
        if match is None or _NOT_A_TITLE.search(match["t"]) or (start and not re.search(r"(?:19|20)\d\d", match["t"])):
            continue
        begin = line.begin + start + match.start("t")
        return Title(_clean(match["t"]), Span(begin, begin + len(match["t"])))
    return None


def _late_title(header: Header) -> Title | None:
    """A title that follows a table of contents: the first title-like line with a year after the head."""
    for line in header.lines[len(header.head) : HEAD_LINES]:
        text = _clean(line.text)
        if _title_like(text) and re.search(r"(?:19|20)\d\d年?", text):
            begin = line.begin + max(line.text.find(text), 0)
            return Title(text, Span(begin, begin + len(text)))
    return None


def _headline(header: Header) -> Title | None:
    """The headline of a report or an entry that is no official document: a short line before the first paragraph."""
    for line in header.head[:4]:
        yearbook = re.search(r"[\u4e00-\u9fff]{2,12}年鉴\s*[(]?20\d\d[)]?", line.text)
        if yearbook and len(line.text) <= 40:
            return Title(yearbook.group(), Span(line.begin + yearbook.start(), line.begin + yearbook.end()))
    for i, line in enumerate(header.head[:6]):
        entry = re.match(r"【(?P<t>[^】]{2,20})】(?=\S{20,})", line.text)
        if entry and not re.search("访谈|专访|聚焦|关注", entry["t"]):
            begin = line.begin + entry.start("t")
            return Title(entry["t"], Span(begin, begin + len(entry["t"])))
        text = _clean(line.text)
        following = header.lines[i + 1 : i + 4]
        if (
            8 <= len(text) <= 60
            and not re.search(r"[。;!>\t]|记者|[网报]\d|\.jpg", text)
            and not _NOT_A_TITLE.search(text)
            and not is_date_line(text)
            and not re.search(r"(?:局|委|委员会|政府|网|公司|频道|首页)$", text)
            and any(len(after.text) >= 50 for after in following)
        ):
            begin = line.begin + max(line.text.find(text), 0)
            return Title(text, Span(begin, begin + len(text)))
    return None


def _span_of(header: Header, title: str) -> Span | None:
    for line in header.head:
        at = line.text.find(title)
        if at >= 0:
            return Span(line.begin + at, line.begin + at + len(title))
    return None


def _clean(text: str) -> str:
    """A title without the site's name, table bars, an attachment's number and quotes around the whole."""
    text = re.sub(r"^[*#\s]+|(?:&nbsp;|\s)+$", "", text)
    text = _REPEATED.sub(r"\g<t>", text)
    text = _LEADING_NUMBER.sub("", _FILE_SUFFIX.sub("", _SPLIT_TABLE.sub("", text.strip())))
    stripped = _SITE.sub("", text)
    if _TITLE.search(stripped) or not _TITLE.search(text):
        text = stripped or text
    text = _ATTACHMENT.sub("", text)
    return _unquote(re.sub(r"[\n\t]", "", text).strip())


def _unquote(text: str) -> str:
    text = text.strip()
    pairs = re.fullmatch(r"《([^《》]+)》((?:[和、及与]?《[^《》]+》)*)", text)
    if pairs:
        parts = re.findall(r"《([^《》]+)》", text)
        return "和".join(parts)
    return text


def _key(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


_TYPES: tuple[tuple[str, str], ...] = (
    ("行动计划", r"行动(?:工作)?(?:计划|方案|纲要)$|三年行动$|攻坚行动$|(?:专项|提升|促进)行动$"),
    ("实施方案", r"方案$|预案$"),
    ("规划", r"规划(?:纲要)?$|纲要$"),
    ("工作要点", r"要点$|重点(?:工作|任务)*(?:清单|分解表)?$"),
    (
        "工作总结",
        r"(?:总结|小结|回顾|(?:完成|进展|落实|开展|执行)?情况|成效|汇报|述职|亮点|报告|体会)$",
    ),
    (
        "工作计划",
        r"(?:计划|安排|打算|思路|设想|谋划|部署|(?:工作|重点|主要)?(?:举措|目标|任务|任务清单|工作目标)|下一步工作)$",
    ),
    ("意见", r"意见$|(?:若干|具体|政策)措施$|措施$"),
    ("公报", r"公报$"),
    ("通知", r"通知$|通告$|函$"),
)
"""Kinds of documents by how their titles end; the first that fits is taken."""


def type_of_title(title: str) -> str | None:
    """The kind of document a title names by its end (工作总结和工作要点 is the latter); `None` where it does not say."""
    text = re.sub(r"\([^()]*\)$|\([^()]*\)$", "", title)
    text = re.sub(r"的(?:报告|汇报|函)$", "", text)
    return next((kind for kind, pattern in _TYPES if re.search(pattern, text)), None)
