"""The targets of a document: every number that it promises or reports, with what it measures, when, where and for whom.

A sentence is cut into segments, a segment into items of one quantity each (`target_clauses`); an item's words become
the indicator (`target_wording`); year, status and links come from the sentence, the section and the mentions. Words that
only lead on (占比, 累计) and list items that share a head take what stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.clauses import sentences
from kg.extract.context import Context
from kg.extract.target_before import Before
from kg.extract.target_clauses import items, segments
from kg.extract.target_items import Item
from kg.extract.target_links import Links
from kg.extract.target_naming import name_item
from kg.extract.target_programmes import Clause, Programmes
from kg.extract.target_status import Part, Parts, is_plan, status_of
from kg.extract.target_tables import Header, is_row, read_header, read_row
from kg.extract.target_time import YearMark, year_before, year_marks
from kg.extract.target_wording import Wording, starts_with_verb
from kg.model import Mention, Span, Status, Target
from kg.ontology.indicators import load_indicators
from kg.ontology.target_words import any_of

_AS_OF_NOW = re.compile(r"目前|当前|截至|截止|迄今|如今|现有|近年来|[一二三]年来")

_AIM_BESIDE = re.compile(r"目标值?(?:为|是|[(:])?$")
"""A figure put beside a result as what was aimed at: 床位3.5张,目标4.0张; a bare bound in brackets, (≤12分钟), is one too."""

SHORT_LINE = 12
"""A line of so few characters between two rows leaves the table's header in force."""

SHORTEST_NAME = 3
"""Characters of an indicator that its place is taken from: 签约率."""

SHORTEST_DEED = 5
"""Verb, noun and 数: what is left of an indicator without its actors says no less."""

LONG_TITLE = 80
"""A title line this long holds text as well."""

_VERB_ONLY = re.compile(
    r"^[\u4e00-\u9fff]{2}(?:人数|人次|次数|场次|量)$|^(?:省下|节约|节省|减免)[\u4e00-\u9fff]{2,4}$"
)
"""An indicator that says what was done but not of what: 选送人数, 互认人次."""


def find_targets(context: Context, mentions: Sequence[Mention]) -> tuple[Target, ...]:
    """The targets of a document in text order. `mentions` are its places, programmes and institutions."""
    scene = _Scene(context, Links.of(context, mentions), Programmes.of(context, mentions), Parts.of(context))
    return tuple(_all(scene))


@dataclass(frozen=True, slots=True)
class _Scene:
    """One document with what its targets are linked to."""

    context: Context
    links: Links
    programmes: Programmes
    parts: Parts


def _all(scene: _Scene) -> Iterator[Target]:
    context, text = scene.context, scene.context.text
    header: Header | None = None
    paragraph = _Paragraph()
    for span in sentences(text):
        line = span.of(text)
        if is_row(line):
            yield from _of_row(scene, span, header)
            continue
        header = read_header(line) or (header if len(line) < SHORT_LINE else None)
        if _is_title(context, span):
            continue
        part = scene.parts.at(span.begin)
        marks = year_marks(line, _base_year(context, part))
        paragraph = paragraph.at(text.rfind("\n", 0, span.begin)).dated(context, marks)
        sentence = _Sentence(scene, span, paragraph.part(part), marks)
        paragraph = yield from _of_sentence(sentence, paragraph)


def _is_title(context: Context, span: Span) -> bool:
    title = context.metadata.title_span
    return title is not None and title.overlaps(span) and span.end - span.begin < LONG_TITLE


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What the sentences of one paragraph hand on: a year looked back at, and what the last number was of."""

    begin: int = -2
    past: int | None = None
    topic: str = ""
    programme: str | None = None

    def at(self, begin: int) -> _Paragraph:
        """The state at the next sentence, whose paragraph opens at `begin`."""
        return self if begin == self.begin else _Paragraph(begin)

    def dated(self, context: Context, marks: list[YearMark]) -> _Paragraph:
        """The state with the past year that a sentence names; any other named year ends it."""
        past = _last_past_year(context, marks)
        if past is not None:
            return replace(self, past=past)
        return replace(self, past=None) if any(m.explicit for m in marks) else self

    def part(self, part: Part) -> Part:
        """The part that a sentence stands in: in a plan, a paragraph that looks back reports."""
        if self.past is not None and part.status == "Planned":
            return Part("Achieved", self.past)
        return part


def _of_row(scene: _Scene, line: Span, header: Header | None) -> Iterator[Target]:
    """The targets of one table row."""
    context, part = scene.context, scene.parts.at(line.begin)
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
            place=scene.links.place(line, row.span, q.span.begin),
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

    scene: _Scene
    span: Span
    part: Part
    marks: list[YearMark]

    @property
    def text(self) -> str:
        """The text of the document."""
        return self.scene.context.text


def _of_sentence(sentence: _Sentence, paragraph: _Paragraph) -> Generator[Target, None, _Paragraph]:
    """The targets of a sentence; returns what the paragraph hands on to the next one."""
    text = sentence.text
    before = Before(earlier=paragraph.topic, programme=paragraph.programme)
    for segment in segments(text, sentence.span):
        found = items(text, segment)
        if text[segment.begin - 1 : segment.begin] == ";":
            before = replace(before, denominator="")
        if not found:
            before = before.after_words(text, segment)
        for item in found:
            wording, begin = name_item(text, item, before)
            target = _target(sentence, item, wording, begin, before)
            if target is not None:
                yield target
            programme = target.programme if target is not None else None
            before = before.after_item(wording, item.quantity, segment.of(text), programme)
    return replace(paragraph, topic=before.handed_on(text), programme=before.programme)


def _target(sentence: _Sentence, item: Item, wording: Wording, begin: int, before: Before) -> Target | None:
    """The target that an item states, or `None` where it names nothing or only gives an earlier figure beside it."""
    q, text, scene = item.quantity, sentence.text, sentence.scene
    if len(wording.name) < 2:
        return None
    if _VERB_ONLY.match(wording.name) and (
        done := scene.programmes.last_before(Span(sentence.span.begin, begin + 1))
    ):
        wording = replace(wording, name=_joined(done.surface, wording.name), inherits="subject")
        before = replace(before, subject=before.subject or done.span)
    span = Span(min(begin, q.span.begin), max(_clause_end(text, item), q.span.end))
    mark = _mark(sentence, item)
    if mark is not None and mark.bracket_end and _is_baseline(sentence, mark):
        return None
    year, status = _time(sentence, item, span, mark)
    place = scene.links.place(item.segment, span, q.span.begin, item.names or "")
    name = _without_actors(scene, text, span, wording.name)
    if len(said := scene.links.without_place(name, place)) >= SHORTEST_NAME:
        name = said
    if "每年" in text[span.begin : q.span.begin] and "每年" not in name:
        name = "每年" + name
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
        place=place,
        programme=scene.programmes.of_item(Clause(sentence.span, item.segment, span), item, wording, before),
        institution=scene.links.institution(sentence.span, span, item.segment, q.span),
        indicator_id=_standing(name),
        rule=q.rule,
    )


def _without_actors(scene: _Scene, text: str, span: Span, name: str) -> str:
    """An indicator without the named bodies or places that open its clause and act in it: 甲医院、乙医院建成X."""
    end = scene.links.actors_end(span)
    actors = re.sub(r"\s+", "", text[span.begin : end])
    rest = name.removeprefix(actors).lstrip("均都各")
    if not actors or rest == name or not starts_with_verb(rest):
        return name
    bare = re.sub(rf"^{any_of('verb_drop')}", "", rest)
    if len(rest) < SHORTEST_DEED:
        return name
    return bare if len(bare) > SHORTEST_DEED - 2 else rest


def _joined(done: str, name: str) -> str:
    """A verb's count behind what was done, said once where both hold it: 家庭医生签约, 签约人数."""
    return done + (name[2:] if done.endswith(name[:2]) else name)


def _time(sentence: _Sentence, item: Item, span: Span, mark: YearMark | None) -> tuple[int | None, Status]:
    """The year that a target holds for, and whether it is an aim or a result."""
    text, context, part = sentence.text, sentence.scene.context, sentence.part
    year, explicit = (mark.year, mark.explicit) if mark is not None else (part.year, False)
    lead = text[item.segment.begin - 1 : item.quantity.outer.begin]
    bound_beside = lead == "(" and item.quantity.comparator in {"AtLeast", "AtMost"}
    if bound_beside or _AIM_BESIDE.search(lead):
        return year, "Planned"
    whole = explicit or bool(_AS_OF_NOW.match(sentence.span.of(text)))
    said = Span(sentence.span.begin if whole else item.segment.begin, min(span.end + 4, sentence.span.end))
    past = explicit and _is_over(context, year)
    status = status_of(part, said.of(text), year, past=past)
    if mark is None and status == "Achieved" and part.status == "Planned":
        year = _year_before_plan(context, year)
    return year, status


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
