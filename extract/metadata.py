"""What a document says of itself: title, issuer, jurisdiction, date, years covered, kind and number.

Only the text decides; the file's name may break a tie between places. A field the text does not give is `None`.
"""

from __future__ import annotations

import re
from datetime import date

from kg.extract.clean import CleanDocument
from kg.extract.dates import DATE, dates
from kg.extract.header import Header, read_header
from kg.extract.issuers import (
    Office,
    find_offices,
    has_level,
    is_news,
    issuer_name,
    office_by_genre,
    own_office,
)
from kg.extract.jurisdiction import find_jurisdiction
from kg.extract.periods import ANNUAL, find_period
from kg.extract.place_votes import Reading
from kg.extract.titles import Title, find_title, type_of_title
from kg.model import Metadata, Span
from kg.ontology.places import Gazetteer, Place

_CALLS_ITSELF: tuple[tuple[str, str], ...] = (
    ("行动计划", r"本行动(?:计划|方案)"),
    ("规划", r"(?:编制|制定|制订|特制定|形成)(?:本|此)规划"),
    ("实施方案", r"(?:编制|制定|制订|修订|特制定)(?:本|此)(?:实施|工作)?方案"),
    ("工作计划", r"(?:制定|制订|特制定)(?:本|此)(?:工作)?计划"),
    ("意见", r"(?:提出|制定)(?:如下|以下|本)(?:实施|指导)?意见"),
    ("工作总结", r"(?:情况|工作|总结)(?:报告|汇报|总结)如下|总结如下|汇报如下|报告如下"),
    ("工作要点", r"工作(?:的)?(?:总体要求|总体思路|总体目标|指导思想)(?:是|:)"),
)
"""How a text without a title says what it is, the most explicit first."""

_DONE = re.compile(
    r"同比|累计|[较比](?:上|去|上一|20\d\d)年|一年来|全年共|荣获|获评|表扬|顺利|圆满完成|成效|已[^经]|了(?=[,。;])|得到|持平|稳居|连续\S年"
)
_TO_DO = re.compile(
    r"力争|确保|争取|到20\d\d年|年底前|继续|将|拟|下一步|着力|要(?=[^求点素害件闻])|进一步|推动"
)
MIN_MARKS = 3
"""Fewer words of achievement or intent than this do not tell a report from a plan."""

_DATELINE = re.compile(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日[电讯]")
_FOREIGN_DATE = re.compile(r"(?<!\d)(?P<d>[0-3]?\d)\.(?P<m>[01]?\d)\.(?P<y>20\d\d)(?!\d)")


def read_metadata(clean: CleanDocument, gazetteer: Gazetteer, source_file: str = "") -> Metadata:
    """The metadata of a cleaned document; spans count in its body."""
    header = read_header(clean)
    text = clean.body.text
    title = find_title(header)
    offices = find_offices(header, title, text, gazetteer)
    jurisdiction = find_jurisdiction(Reading(text, header, title, offices), gazetteer, source_file)
    issued = _issued(header, text)
    kind = _kind(title, text)
    issuer, issuer_span = _issuer(offices, jurisdiction.place, kind, gazetteer)
    if issuer is None and kind in ANNUAL and not is_news(text):
        issuer = own_office(text, jurisdiction.place, gazetteer) or office_by_genre(
            title.text if title else "", jurisdiction.place, gazetteer
        )
    period = find_period(title, header, text, kind, issued)
    return Metadata(
        title=title.text if title else None,
        title_span=title.span if title else None,
        issuer=issuer,
        issuer_span=issuer_span,
        jurisdiction=jurisdiction.place.code if jurisdiction.place else None,
        jurisdiction_basis=jurisdiction.basis,
        issued=issued,
        period_start=period[0] if period else None,
        period_end=period[1] if period else None,
        document_type=kind,
        document_number=header.document_number,
        other_titles=_other_titles(title),
    )


def _other_titles(title: Title | None) -> tuple[str, ...]:
    """The names a reader may also know a document by: without its bracketed years, and as the notice that issues it."""
    if title is None:
        return ()
    bare = re.sub(r"\([^()]*\d{4}[^()]*\)$", "", title.text)
    return tuple(name for name in dict.fromkeys((bare, title.notice)) if name and name != title.text)


def _issuer(
    offices: tuple[Office, ...], place: Place | None, kind: str | None, gazetteer: Gazetteer
) -> tuple[str | None, Span | None]:
    """The first office whose place is known and is not at odds with the jurisdiction.

    One that only the running text names counts for yearly reports and plans: other documents may be a government's.
    """
    for office in offices:
        if office.source == "body" and not (kind in ANNUAL and _speaks_for(office, place, gazetteer)):
            continue
        name = issuer_name(office, place, gazetteer)
        if name is not None:
            return name, office.span
    return None, None


def _speaks_for(office: Office, place: Place | None, gazetteer: Gazetteer) -> bool:
    """Whether an office named in running text is one of the jurisdiction itself, not of the level above."""
    if place is None:
        return False
    if office.level:
        return has_level(place, office.level)
    return place in gazetteer.resolve(office.place, place).candidates


def _issued(header: Header, text: str) -> date | None:
    """The date of signature or making, else of publication; the date line of a news report last."""
    signed = next((s.issued for s in header.signatures if s.organisation and s.issued), None)
    bare = next((s.issued for s in header.signatures if s.issued), None)
    noted = next((found for _, _, found in dates(header.notes)), None)
    return (
        signed
        or header.made
        or bare
        or header.published
        or _only_field(header, noted)
        or _news_date(header, text)
    )


def _only_field(header: Header, noted: date | None) -> date | None:
    """A date in the page's lines that no field of another meaning (生效日期, 废止日期) claims."""
    others = " ".join(header.field(key) for key in ("生效日期", "实施日期", "废止日期", "失效日期"))
    return None if noted is None or noted in {found for _, _, found in dates(others)} else noted


def _news_date(header: Header, text: str) -> date | None:
    for line in header.lines[:6]:
        match = _FOREIGN_DATE.search(line.text)
        if match and len(line.text) < 30:
            return _date(match["y"], match["m"], match["d"])
    for line in header.lines[-4:]:
        match = DATE.search(line.text.replace("\t", ""))
        if match and len(line.text) < 40 and re.search("[报网]", line.text):
            return next((found for _, _, found in dates(line.text.replace("\t", ""))), None)
    for line in header.head[:5]:
        match = _DATELINE.search(line.text[:60])
        listed = {int(y) for y in re.findall(r"(20\d\d)年", line.text)}
        if match and len(listed) == 1:
            return _date(str(listed.pop()), match["m"], match["d"])
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _kind(title: Title | None, text: str) -> str | None:
    """The kind of document by its title, else by what it calls itself, else by whether it reports or plans."""
    named = type_of_title(title.text) if title else None
    if named is not None:
        return named
    if title is not None or is_news(text):
        return "其他"
    opening = text[:800]
    for kind, pattern in _CALLS_ITSELF:
        if re.search(pattern, opening):
            return kind
    done, to_do = len(_DONE.findall(text)), len(_TO_DO.findall(text))
    if max(done, to_do) < MIN_MARKS:
        return "其他"
    return "工作总结" if done > to_do else "工作要点"
