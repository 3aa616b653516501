"""The targets of a document: every number that it promises or reports, with what it measures, when, where and for whom.

A sentence is cut into segments, a segment into items of one quantity each (`target_clauses`); an item's words become
the indicator (`target_wording`); year, status and links come from the sentence, the section and the mentions. Words that
only lead on (占比, 累计) and list items that share a head take what stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.clauses import sentences
from kg.extract.context import Context
from kg.extract.target_clauses import Item, items, segments
from kg.extract.target_links import Links
from kg.extract.target_naming import Before, name_item
from kg.extract.target_status import Part, Parts, is_plan, status_of
from kg.extract.target_tables import Header, is_row, read_header, read_row
from kg.extract.target_time import YearMark, year_before, year_marks
from kg.extract.target_wording import Wording, measure, starts_with_verb
from kg.model import Mention, Span, Target
from kg.ontology.indicators import load_indicators
from kg.ontology.target_words import words

_AS_OF_NOW = re.compile(r"目前|当前|截至|截止|迄今|如今|现有|近年来|[一二三]年来")

_VERB_ONLY = re.compile(
    r"^[\u4e00-\u9fff]{2}(?:人数|人次|次数|场次|量)$|^(?:省下|节约|节省|减免)[\u4e00-\u9fff]{2,4}$"
)
"""An indicator that says what was done but not of what: 选送人数, 互认人次."""


def find_targets(context: Context, mentions: Sequence[Mention]) -> tuple[Target, ...]:
    """The targets of a document in text order. `mentions` are its places, programmes and institutions."""
    links = Links.of(context, mentions)
    return tuple(_all(context, links))


def _all(context: Context, links: Links) -> Iterator[Target]:
    paragraph_year: tuple[int, int | None] | None = None
    title = context.metadata.title_span
    parts = Parts.of(context)
    header: Header | None = None
    for sentence in sentences(context.text):
        line = sentence.of(context.text)
        if is_row(line):
            yield from _of_row(context, links, sentence, header, parts.at(sentence.begin))
            continue
        header = read_header(line) or (header if len(line) < 12 else None)
        if title is not None and title.overlaps(sentence) and sentence.end - sentence.begin < 80:
            continue
        part = parts.at(sentence.begin)
        marks = year_marks(sentence.of(context.text), _base_year(context, part))
        paragraph = context.text.rfind("\n", 0, sentence.begin)
        past = _last_past_year(context, marks)
        if past is not None:
            paragraph_year = (paragraph, past)
        elif any(m.explicit for m in marks) or (paragraph_year and paragraph_year[0] != paragraph):
            paragraph_year = None
        if paragraph_year is not None and past is None and part.status == "Planned":
            part = Part("Achieved", paragraph_year[1])
        yield from _of_sentence(_Sentence(context, links, sentence, part, marks))


def _of_row(
    context: Context, links: Links, line: Span, header: Header | None, part: Part
) -> Iterator[Target]:
    """The targets of one table row."""
    start = context.metadata.period_start
    for row in read_row(context.text, line, header, start, plan=part.status == "Planned"):
        q = row.quantity
        yield Target(
            span=row.span,
            number=q.span,
            indicator=re.sub(r"\s+", "", row.name),
            comparator=q.comparator,
            value=q.value,
            unit=q.unit,
            status=part.status,
            upper=q.upper,
            year=row.year if row.year is not None else part.year,
            place=links.place(line, row.span, q.span.begin),
            programme=None,
            institution=None,
            indicator_id=_standing(re.sub(r"\s+", "", row.name)),
            rule="table",
        )


def _last_past_year(context: Context, marks: list[YearMark]) -> int | None:
    """The year just before the document's period, where a sentence of a plan looks back at it."""
    start = context.metadata.period_start
    return next(
        (m.year for m in reversed(marks) if m.explicit and start is not None and m.year == start - 1), None
    )


def _base_year(context: Context, part: Part) -> int | None:
    meta = context.metadata
    if (
        meta.period_start is not None
        and meta.period_end is not None
        and meta.period_end - meta.period_start > 1
    ):
        return None
    return part.year


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with what holds for all its targets."""

    context: Context
    links: Links
    span: Span
    part: Part
    marks: list[YearMark]


def _of_sentence(sentence: _Sentence) -> Iterator[Target]:
    text = sentence.context.text
    before = Before()
    for segment in segments(text, sentence.span):
        found = items(text, segment)
        if not found:
            before = before.after_words(text, segment)
        if text[segment.begin - 1 : segment.begin] == ";":
            before = replace(before, denominator="")
        for item in found:
            wording, begin = name_item(text, item, before)
            target = _target(sentence, item, wording, begin, before)
            if target is not None:
                yield target
            programme = target.programme if target is not None else None
            before = before.after_item(wording, item.quantity, segment.of(text), programme)


def _target(sentence: _Sentence, item: Item, wording: Wording, begin: int, before: Before) -> Target | None:
    """The target that an item states, or `None` where it names nothing or only gives an earlier figure beside it."""
    q, text, links = item.quantity, sentence.context.text, sentence.links
    if len(wording.name) < 2:
        return None
    if _VERB_ONLY.match(wording.name) and (done := links.last_before(Span(sentence.span.begin, begin + 1))):
        wording = replace(wording, name=done.surface + wording.name, inherits="subject")
        before = replace(before, subject=before.subject or done.span)
    span = Span(min(begin, q.span.begin), max(_clause_end(text, item), q.span.end))
    name = wording.name
    if "每年" in text[span.begin : q.span.begin] and "每年" not in name:
        name = "每年" + name
    mark = _mark(sentence, item)
    if mark is not None and mark.bracket_end and _is_baseline(sentence, mark):
        return None
    year, explicit = (mark.year, mark.explicit) if mark is not None else (sentence.part.year, False)
    whole = explicit or bool(_AS_OF_NOW.match(sentence.span.of(text)))
    said = Span(sentence.span.begin if whole else item.segment.begin, min(span.end + 4, sentence.span.end))
    past = explicit and _is_over(sentence.context, year)
    status = status_of(sentence.part, said.of(text), year, past=past)
    if mark is None and status == "Achieved" and sentence.part.status == "Planned":
        year = _year_before_plan(sentence.context, year)
    return Target(
        span=span,
        number=q.span,
        indicator=name,
        comparator=q.comparator,
        value=q.value,
        unit=q.unit,
        status=status,
        upper=q.upper,
        change=q.change,
        year=year,
        place=links.place(item.segment, span, q.span.begin),
        programme=_programme(sentence, span, item, wording, before),
        institution=links.institution(sentence.span, span, item.segment, q.span),
        indicator_id=_standing(name),
        rule=q.rule,
    )


def _year_before_plan(context: Context, year: int | None) -> int | None:
    """The year that a plan for several years speaks of where it says what is so already."""
    start, end = context.metadata.period_start, context.metadata.period_end
    return start - 1 if start is not None and end is not None and end > start else year


def _mark(sentence: _Sentence, item: Item) -> YearMark | None:
    """The year named for an item: the last one before it, or its own of a list of years dealt out by 分别."""
    at = item.quantity.span.begin - sentence.span.begin
    listed = [m for m in sentence.marks if m.at < at]
    if item.alike and len(listed) >= item.of:
        return listed[item.order - item.of]
    return year_before(sentence.marks, at)


def _standing(name: str) -> str | None:
    found = load_indicators().by_label(name)
    return found.id if found is not None else None


def _programme(sentence: _Sentence, span: Span, item: Item, wording: Wording, before: Before) -> str | None:
    """The programme of a target: its own, else, where its words only lead on, that of what they lead on from."""
    links, text = sentence.links, sentence.context.text
    if links.within(span) is None:
        if wording.inherits == "item":
            return before.programme
        if wording.inherits == "subject" and before.subject is not None:
            return links.within(Span(min(sentence.span.begin, before.subject.begin), span.end))
        bracketed = text[item.segment.begin - 1 : item.segment.begin] == "("
        if before.programme and (bracketed or wording.noun in words("belonging")):
            return before.programme
    found = links.programme(sentence.span, span, item.segment, wording.name + span.of(text))
    does = measure(item.quantity) == "count" and starts_with_verb(text[item.segment.begin : item.quantity.span.end])
    return found or (links.carried_out(sentence.span, span) if does else None)


def _is_baseline(sentence: _Sentence, mark: YearMark) -> bool:
    """Whether a year in brackets is an earlier one put beside the year spoken of: 11.59‰(2014年16.81‰)."""
    outside = year_before([m for m in sentence.marks if not m.bracket_end], mark.at)
    year = outside.year if outside is not None else sentence.part.year
    return year is not None and mark.year < year


def _is_over(context: Context, year: int | None) -> bool:
    """Whether a year that the text names lies before what the document plans for."""
    meta = context.metadata
    if year is None:
        return False
    if meta.period_start is not None and year < meta.period_start:
        return True
    return not is_plan(context) and meta.period_end is not None and year < meta.period_end


def _clause_end(text: str, item: Item) -> int:
    """Where the clause ends: with the number's words, or with the counted noun and what it does."""
    if item.right is None or item.right.begin > item.quantity.outer.end + 2:
        return item.quantity.outer.end
    words = item.right.of(text).rstrip(" 、,;:。!?”和及与并\t")
    while words.endswith(")") and words.count(")") > words.count("("):
        words = words[:-1]
    return item.right.begin + len(words)
