"""The targets of a document: every number that it promises or reports, with what it measures, when, where and for whom.

A sentence is cut into segments, a segment into items of one quantity each (`target_clauses`); an item's words become
the indicator (`target_wording`); year, status and links come from the sentence, the section and the mentions. Words that
only lead on (占比, 累计) and list items that share a head take what stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.extract.clauses import sentences
from kg.extract.context import Context
from kg.extract.target_clauses import Item, items, segments
from kg.extract.target_links import Links
from kg.extract.target_status import Part, is_plan, part_at, reports_by_default, status_of
from kg.extract.target_tables import Header, is_row, read_header, read_row
from kg.extract.target_time import YearMark, year_before, year_marks
from kg.extract.target_wording import (
    Source,
    Wording,
    change_of,
    count_suffix,
    counted,
    coverage,
    is_generic,
    measure,
    of_level,
    per_head,
    share,
    starts_phrase,
    starts_with_verb,
    tidy,
    without_link,
)
from kg.model import Mention, Span, Target
from kg.ontology.indicators import load_indicators

_REACHES = re.compile(r"(?:到|至|达到?)(?:不少于|至少|约|近|超过?)?$")
_ONLY_VERBS = {
    "延伸",
    "扩大",
    "增加",
    "增长",
    "扩展",
    "覆盖",
    "新增",
    "扩容",
    "发展",
    "建设",
    "争取",
    "提高",
    "提升",
    "扩充",
    "实际",
    "其他",
}
MAX_INDICATOR = 60
"""A longer name is no name: its end, next to the number, is kept."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What an item may take over from the words and items before it in its sentence."""

    wording: Wording = field(default_factory=lambda: Wording(""))
    unit: str | None = None
    denominator: str = ""
    subject: Span | None = None
    segment: Span | None = None
    named: tuple[Wording, ...] = ()
    programme: str | None = None


def find_targets(context: Context, mentions: Sequence[Mention]) -> tuple[Target, ...]:
    """The targets of a document in text order. `mentions` are its places, programmes and institutions."""
    links = Links.of(context, mentions)
    return tuple(_all(context, links))


def _all(context: Context, links: Links) -> Iterator[Target]:
    paragraph_year: tuple[int, int | None] | None = None
    title = context.metadata.title_span
    reports = reports_by_default(context)
    header: Header | None = None
    for sentence in sentences(context.text):
        line = sentence.of(context.text)
        if is_row(line):
            yield from _of_row(
                context, links, sentence, header, part_at(context, sentence.begin, reports=reports)
            )
            continue
        header = read_header(line) or (header if len(line) < 12 else None)
        if title is not None and title.overlaps(sentence) and sentence.end - sentence.begin < 80:
            continue
        part = part_at(context, sentence.begin, reports=reports)
        marks = year_marks(sentence.of(context.text), _base_year(context, part))
        paragraph = context.text.rfind("\n", 0, sentence.begin)
        past = _last_past_year(context, marks)
        if past is not None:
            paragraph_year = (paragraph, past)
        elif any(m.explicit for m in marks) or (paragraph_year and paragraph_year[0] != paragraph):
            paragraph_year = None
        if paragraph_year is not None and past is None and part.status == "Planned":
            part = Part("Achieved", paragraph_year[1])
        yield from _of_sentence(context, links, sentence, part, marks)


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


def _of_sentence(
    context: Context, links: Links, sentence: Span, part: Part, marks: list[YearMark]
) -> Iterator[Target]:
    text = context.text
    before = _Before()
    for segment in segments(text, sentence):
        found = items(text, segment)
        words = segment.of(text)
        denominator = per_head(words)
        if not found:
            subject = _subject(text, segment, before)
            before = replace(
                before, subject=subject, segment=segment, denominator=denominator or before.denominator
            )
            continue
        named = before.named
        for item in found:
            wording, begin = _worded(text, item, replace(before, named=named))
            target = _target(context, links, sentence, part, marks, item, wording, begin, before)
            if target is not None:
                yield target
            before = _Before(
                wording if wording.name else before.wording,
                item.quantity.unit,
                per_head(wording.name) or denominator or before.denominator,
                None,
                segment,
                (*before.named, wording),
                target.programme if target is not None else None,
            )


def _subject(text: str, segment: Span, before: _Before) -> Span | None:
    """A segment without number as the possible subject of the next one; a bare date or adverb is none."""
    return segment if len(tidy(segment.of(text))) >= 3 else before.subject


def _worded(text: str, item: Item, before: _Before) -> tuple[Wording, int]:
    """An item's indicator and where its clause begins."""
    q = item.quantity
    left = item.left.of(text) if item.left else ""
    right = item.right.of(text) if item.right else ""
    begin = _clause_begin(text, item)
    if item.names is not None:
        name = without_link(tidy(item.names))
        return Wording(name, "", name), item.segment.begin
    if item.borrowed:
        earlier = (
            before.named[-item.borrowed - item.order :][:1]
            if item.borrowed + item.order <= len(before.named)
            else ()
        )
        return (earlier[0] if earlier else before.wording), begin
    kind = measure(q)
    if kind == "coverage":
        wording = coverage(left, q.span.of(text), q.rule)
        if (
            len(tidy(left)) < 2
            and q.rule != "coverage-every"
            and before.subject is not None
            and q.rule != "coverage-all-of"
        ):
            subject = tidy(before.subject.of(text))
            wording = coverage(subject, q.span.of(text), q.rule)
            begin = before.subject.begin
        return _clipped(wording), begin
    if kind == "change":
        noun = change_of(left)
        if (
            len(noun) < 2
            and q.dimension.startswith("count")
            and before.wording.noun
            and not right.strip(" 、。")
        ):
            base = re.sub("总?数$|总量$", "", before.wording.noun)
            return _clipped(
                Wording(
                    f"新增{base}{count_suffix(base, q.unit, '')}"
                    if q.change == "Increase"
                    else before.wording.name,
                    "",
                    base,
                )
            ), begin
        if right and not noun and not right.startswith((",", ";")):
            noun = tidy(right)
        if len(noun) < 2:
            topic = _topic(text, before).removeprefix("新增") or noun
            return _clipped(Wording(topic, "", before.wording.noun, _source(before))), begin
        return _clipped(
            Wording(
                noun + count_suffix(noun, q.unit if q.dimension.startswith("count") else None, ""), "", noun
            )
        ), begin
    if kind == "share":
        wording = share(left, right, item.shared)
        if tail := _shared_rate(text, item, left, right, before):
            return _clipped(Wording(tail, "", before.wording.noun)), begin
        if not right.strip(" 、") and is_generic(left):
            return _joined(text, item, wording, before, begin)
        if re.match(r"^(?:达到|够得上|符合|通过)", right) and not tidy(left) and before.wording.noun:
            noun = before.wording.noun
            return _clipped(Wording(f"{right.strip(' 、。')}的{noun}比例", "", noun)), begin
        return _clipped(wording), begin
    return _count_worded(text, item, before, left, right, begin)


def _shared_rate(text: str, item: Item, left: str, right: str, before: _Before) -> str:
    """The rate of the item before, said of a part of its subject: 医院病床使用率79%,其中公立医院86%."""
    part = without_link(tidy(left))
    lead = text[max(0, item.segment.begin - 4) : item.segment.begin] + left[:2]
    if (
        "其中" not in lead
        or right.strip(" 、。")
        or not part
        or part.endswith("率")
        or not before.wording.name.endswith("率")
    ):
        return ""
    at = before.wording.name.rfind(part[-2:])
    return part + before.wording.name[at + 2 :] if at >= 0 else part + before.wording.name


def _count_worded(
    text: str, item: Item, before: _Before, left: str, right: str, begin: int
) -> tuple[Wording, int]:
    q = item.quantity
    same_kind = before.unit is not None
    inherited = ""
    listed = not item.first or text[item.segment.begin - 1 : item.segment.begin] in ",("
    if same_kind and listed and not starts_with_verb(left) and before.unit == q.unit:
        inherited = before.wording.verb
    if not item.first and not tidy(left) and before.wording.verb:
        inherited = before.wording.verb
    lone = not right.strip(" 、。,;)的成")
    noun = _head_of(text, before) or before.wording.noun
    if same_level := (of_level(left, noun) if lone or right.startswith("的") else ""):
        return _clipped(
            Wording(
                same_level + count_suffix(same_level, q.unit, ""),
                before.wording.verb,
                same_level,
                "item" if before.wording.noun else "subject",
            )
        ), begin
    if before.wording.noun and not tidy(left) and starts_phrase(right):
        phrase = right.strip(" 、。,;)")
        return _clipped(
            Wording(
                f"{phrase}的{before.wording.noun}{count_suffix(before.wording.noun, q.unit, '')}",
                "",
                before.wording.noun,
                "item",
            )
        ), begin
    if before.subject is not None and _REACHES.search(left) and len(without_link(tidy(left))) <= 4:
        topic = _topic(text, before)
        name = f"{topic}{without_link(tidy(left))}{right.strip(' 、。,;)')}"
        return _clipped(Wording(name + count_suffix(name, q.unit, ""), "", topic, "subject")), min(
            begin, before.subject.begin
        )
    wording = counted(left, right, q.unit, inherited)
    if (
        q.unit in {"张", "万张"}
        and before.unit == q.unit
        and "床位" in before.wording.name
        and lone
        and not re.search("床|托", wording.name)
    ):
        wording = replace(wording, name=re.sub("数$", "床位数", wording.name))
    core = without_link(tidy(left))
    bare = (len(core) < 2 or core in _ONLY_VERBS) and lone
    if bare or (is_generic(left) and not right.strip(" 、")):
        topic = _topic(text, before)
        extra = tidy(left)
        lead = "累计" if "累计" in left else ""
        if topic:
            base = re.sub(r"(?:数|人数|家数)$", "", topic)
            name = f"{lead}{base}" if not extra or extra in base else f"{base}{without_link(extra)}"
            if before.subject is not None and before.segment is not None:
                begin = min(begin, before.subject.begin)
            return _clipped(
                Wording(
                    name + count_suffix(name, q.unit, ""),
                    before.wording.verb,
                    before.wording.noun,
                    _source(before),
                )
            ), begin
    if before.denominator and not per_head(wording.name) and _per_person(q.unit, text, item):
        wording = replace(wording, name=before.denominator + re.sub("人数$", "数", wording.name))
    return _clipped(wording), begin


def _head_of(text: str, before: _Before) -> str:
    """The noun of a segment that only sets a topic: 中医药重点学科方面."""
    if before.subject is None:
        return ""
    match = re.match(r"^(.{2,20}?)(?:方面|建设上|建设方面|上|中)$", tidy(before.subject.of(text)))
    return match[1] if match else ""


def _per_person(unit: str | None, text: str, item: Item) -> bool:
    """Whether an item can be counted per head like the one before it: a short bare noun, a number below 100."""
    return (
        unit in {"人", "名", "张", "个"}
        and item.quantity.value < 1000
        and not starts_with_verb(item.left.of(text) if item.left else "")
    )


def _topic(text: str, before: _Before) -> str:
    """What the words before a bare number are about: a segment without number, else the last indicator."""
    if before.subject is not None:
        subject = without_link(tidy(before.subject.of(text)))
        if len(subject) >= 2:
            return subject
    return before.wording.name


def _joined(text: str, item: Item, wording: Wording, before: _Before, begin: int) -> tuple[Wording, int]:
    """A rate that names no subject (占比) with the subject before it."""
    topic = _topic(text, before)
    if before.subject is not None and before.subject.begin < begin:
        begin = before.subject.begin
    elif before.wording.inherits and before.wording.noun and before.wording.name.endswith("率"):
        topic = before.wording.noun
    if not wording.name and "占" not in text[begin : item.quantity.span.begin]:
        return _clipped(Wording(topic, "", topic, _source(before))), begin
    base = re.sub(
        r"(?:(?<!人)数|(?:管理|签约)?人数|累计数|(?:管理|签约|筛查|服务)?人次|[\u4e00-\u9fff]{2}率)$",
        "",
        topic,
    )
    wording = wording if wording.name else replace(wording, name="占比")
    return _clipped(Wording(base + wording.name, "", base, _source(before))), begin


def _source(before: _Before) -> Source:
    """Where words that name nothing take their subject from: a segment without number, else the item before."""
    return "subject" if before.subject is not None else "item"


def _clause_begin(text: str, item: Item) -> int:
    """Where the clause starts: at the item's own words, without those that only date or urge."""
    region = item.left
    if region is None:
        return item.quantity.outer.begin
    words = region.of(text)
    kept = tidy(words)
    at = words.find(kept[:6]) if kept else -1
    return region.begin + at if at >= 0 else region.begin


def _clipped(wording: Wording) -> Wording:
    name = re.sub(r"[\s\t]+", "", wording.name).replace("“”", "")
    return replace(wording, name=name[-MAX_INDICATOR:] if len(name) > MAX_INDICATOR else name)


def _target(
    context: Context,
    links: Links,
    sentence: Span,
    part: Part,
    marks: list[YearMark],
    item: Item,
    wording: Wording,
    begin: int,
    before: _Before,
) -> Target | None:
    q = item.quantity
    text = context.text
    name = wording.name
    if len(name) < 2:
        return None
    end = _clause_end(text, item)
    span = Span(min(begin, q.span.begin), max(end, q.span.end))
    if "每年" in text[span.begin : q.span.begin] and "每年" not in name:
        name = "每年" + name
    mark = year_before(marks, q.span.begin - sentence.begin)
    if item.order < 0:
        listed = [m for m in marks if m.at < q.span.begin - sentence.begin]
        mark = listed[item.order] if len(listed) >= -item.order else mark
    if mark is not None and mark.bracket_end and _is_baseline(marks, mark, part):
        return None
    year, explicit = (mark.year, mark.explicit) if mark is not None else (part.year, False)
    past = explicit and _is_over(context, year)
    words = (
        text[sentence.begin : span.end]
        if explicit
        else text[item.segment.begin : min(span.end + 4, sentence.end)]
    )
    return Target(
        span=span,
        number=q.span,
        indicator=name,
        comparator=q.comparator,
        value=q.value,
        unit=q.unit,
        status=status_of(part, words, year, past=past),
        upper=q.upper,
        change=q.change,
        year=year,
        place=links.place(item.segment, span, q.span.begin),
        programme=_programme(links, sentence, span, item, wording, name, before),
        institution=links.institution(sentence, span, item.segment, q.span),
        indicator_id=_standing(name),
        rule=q.rule,
    )


def _standing(name: str) -> str | None:
    found = load_indicators().by_label(name)
    return found.id if found is not None else None


def _programme(
    links: Links, sentence: Span, span: Span, item: Item, wording: Wording, name: str, before: _Before
) -> str | None:
    """The programme of a target: its own, else, where its words only lead on, that of what they lead on from."""
    own = links.within(span)
    if own is None and wording.inherits == "item":
        return before.programme
    if own is None and wording.inherits == "subject" and before.subject is not None:
        return links.within(Span(min(sentence.begin, before.subject.begin), span.end))
    return links.programme(sentence, span, item.segment, name + span.of(links.context.text))


def _is_baseline(marks: list[YearMark], mark: YearMark, part: Part) -> bool:
    """Whether a year in brackets is an earlier one put beside the year spoken of: 11.59‰(2014年16.81‰)."""
    outside = year_before([m for m in marks if not m.bracket_end], mark.at)
    year = outside.year if outside is not None else part.year
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
    words = item.right.of(text)
    return item.right.begin + len(words.rstrip(" 、,;:。!?”)和及与并\t"))
