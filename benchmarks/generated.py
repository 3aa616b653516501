"""Collections of any size, made up from a seed: documents with institutions, programmes and targets that a page can show.

The default has more than 10,000 things. The same seed gives the same collection on every machine.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kg.build.graph import Knowledge
from kg.model import (
    Comparator,
    Document,
    Extraction,
    Institution,
    Mention,
    MentionKind,
    Metadata,
    Programme,
    Relation,
    Section,
    Span,
    Target,
)
from kg.ontology.places import Place

COMPARATORS: tuple[Comparator, ...] = ("Equal", "AtLeast", "AtMost", "MoreThan")
SUBJECTS = ("签约服务", "健康管理", "规范诊疗", "疫苗接种", "床位使用", "满意度", "随访", "筛查")
GROUPS = ("老年人", "孕产妇", "儿童", "居民", "慢性病患者", "职工", "学生", "残疾人")
GENRES = ("工作要点", "工作总结", "规划", "实施方案")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a collection is."""

    documents: int = 300
    institutions_each: int = 11
    programmes: int = 900
    programmes_each: int = 40
    targets_each: int = 18
    places: int = 150


@dataclass(slots=True)
class _Draft:
    """A text under way, with what has been said in it."""

    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def say(self, text: str) -> Span:
        begin = len(self.text)
        self.text += text
        return Span(begin, len(self.text))

    def mention(self, surface: str, kind: MentionKind, name: str) -> Span:
        span = self.say(surface)
        self.mentions.append(Mention(span, surface, kind, name, "generated", f"“{surface}”指{name}"))
        return span


def collection(knowledge: Knowledge, size: Size = Size(), seed: int = 7) -> Iterator[Extraction]:
    """The documents of a made-up collection, in order."""
    chance = random.Random(seed)
    places = _places(knowledge, size.places)
    names = [*sorted(concept.label for concept in knowledge.vocabulary.concepts.values())[: size.programmes // 2]]
    names += [f"第{number}项健康促进行动" for number in range(size.programmes - len(names))]
    for number in range(size.documents):
        yield _document(number, places[number % len(places)], names, size, chance, knowledge)


def _places(knowledge: Knowledge, count: int) -> list[Place]:
    places = sorted(
        (place for place in knowledge.gazetteer if place.level in ("prefecture", "county")),
        key=lambda place: hashlib.sha256(place.code.encode()).digest(),
    )
    return places[:count]


def _document(
    number: int, place: Place, names: Sequence[str], size: Size, chance: random.Random, knowledge: Knowledge
) -> Extraction:
    full_name = knowledge.gazetteer.full_name(place)
    year = 2015 + number % 11
    draft = _Draft()
    title = f"{full_name}{year}年卫生健康{GENRES[number % 4]}"
    title_span = draft.say(title)
    draft.say("\n")
    programmes = [names[min(int(chance.paretovariate(0.6)) - 1, len(names) - 1)] for _ in range(size.programmes_each)]
    institutions = [f"{full_name}第{number // size.places * size.institutions_each + at + 1}人民医院" for at in range(size.institutions_each)]
    _write(draft, institutions, programmes, chance)
    for at in range(size.targets_each):
        _target(draft, at, year, place, chance.choice(programmes), number, chance)
    digest = hashlib.sha256(draft.text.encode()).hexdigest()
    return Extraction(
        Document(f"generated-{number:04d}.txt", digest, draft.text, "utf-8", "text/plain"),
        Metadata(
            title, title_span, f"{full_name}卫生健康局", None, place.code, "标题", None, year, year + (number % 3 == 0), GENRES[number % 4]
        ),
        tuple(draft.sections),
        tuple(draft.mentions),
        (Institution(f"{full_name}卫生健康局", "administration", place.code), *(Institution(i, "hospital", place.code) for i in institutions)),
        tuple(Programme(name, _concept(name, knowledge)) for name in sorted(set(programmes))),
        tuple(draft.targets),
        tuple(draft.relations),
    )


def _concept(name: str, knowledge: Knowledge) -> str | None:
    return next((c.id for c in [knowledge.vocabulary.by_name.get(name)] if c is not None and c.label == name), None)


def _write(draft: _Draft, institutions: Sequence[str], programmes: Sequence[str], chance: random.Random) -> None:
    for at, programme in enumerate(programmes):
        begin = len(draft.text)
        institution = chance.choice(institutions) if at >= len(institutions) else institutions[at]
        draft.say(f"({at + 1})")
        draft.mention(institution, "institution", institution)
        draft.say("深入推进")
        draft.mention(programme, "programme", programme)
        clause = Span(begin, len(draft.text))
        draft.say("，健全机制，压实责任，确保各项任务落到实处，群众得到实惠。\n")
        draft.sections.append(Section(Span(begin, len(draft.text)), 1, f"({at + 1})", "", None))
        if at % 4 == 0:
            draft.relations.append(Relation("implements", institution, programme, clause, "generated"))


def _target(
    draft: _Draft, at: int, year: int, place: Place, programme: str, number: int, chance: random.Random
) -> None:
    indicator = f"{GROUPS[at % len(GROUPS)]}{SUBJECTS[(at + number) % len(SUBJECTS)]}率"
    if at % 3 == 0:
        indicator = f"{indicator}（{(number + at) % 40 + 1}类）"
    begin = len(draft.text)
    draft.say(f"{indicator}达到")
    value = chance.randint(20, 99)
    quantity = draft.say(f"{value}%")
    span = Span(begin, len(draft.text))
    draft.say("。\n" if at % 5 == 0 else "；")
    draft.targets.append(
        Target(
            span, quantity, indicator, COMPARATORS[at % 4], Decimal(value), "%", "Achieved" if number % 2 else "Planned",
            year=year, place=place.code, programme=programme, rule="generated",
        )
    )  # fmt: skip
