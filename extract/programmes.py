"""Programmes in a text: the known ones by the vocabulary, new ones by the marks that the text itself gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.extract.context import Context
from kg.extract.programme_candidates import Candidate, choose
from kg.extract.programme_grades import grade_aims
from kg.extract.programme_headed import HeadedNames
from kg.extract.programme_lists import elided_heads
from kg.extract.programme_matcher import ProgrammeMatcher
from kg.extract.programme_places import place_brands
from kg.extract.programme_quoted import QuotedNames
from kg.model import Mention, Programme, Span
from kg.ontology.programme_words import load_programme_words
from kg.ontology.vocabulary import Vocabulary

_ONLY_ADVANCES = re.compile(
    r"(?:项目)?(?:建设|创建|推进|提升|试点|服务|工作|提质|达标|示范)*(?:[一二三四五六七八九十]{1,2}年)?(?:专项|攻坚|提质|提升|推进|创建|建设)?"
    r"(?:行动计划|行动|计划|活动|项目|试点|工程)?"
)
"""What a name may add to a programme's and still mean the programme: 社区医院 + 建设三年行动."""

_KEEPS_OWN_NAME = re.compile(r"(?:提升|促进|保障|关爱|防治|示范|服务|能力|质量)\w*(?:工程|行动|计划)$|(?<!建设)(?<!创建)工程$")


@dataclass(frozen=True, slots=True)
class ProgrammeFindings:
    """The programme mentions of a text, and one `Programme` for each distinct name."""

    mentions: tuple[Mention, ...]
    programmes: tuple[Programme, ...]


class ProgrammeFinder:
    """Finds programmes; built once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = load_programme_words()
        self._vocabulary = vocabulary
        self._matcher = ProgrammeMatcher(vocabulary, words)
        self._quoted = QuotedNames.build(words)
        self._headed = HeadedNames.build(words)
        self._broader = tuple((w.split(":")[0], w.split(":")[1]) for w in words.of("broader"))

    def find(self, context: Context, taken: Iterable[Mention]) -> ProgrammeFindings:
        """The programmes of a document outside the names in `taken` (cited titles, institutions)."""
        blocked = [m.span for m in taken if m.kind in ("document", "institution")]
        free = [c for c in self._candidates(context, blocked) if not any(c.span.overlaps(b) for b in blocked)]
        chosen = choose(self._merged(free, context.text))
        mentions = tuple(Mention(c.span, c.span.of(context.text), "programme", c.name, c.rule) for c in chosen)
        return ProgrammeFindings(mentions, tuple(self._programmes(chosen)))

    def _candidates(self, context: Context, blocked: list[Span]) -> Iterator[Candidate]:
        text = context.text
        yield from self._matcher.candidates(text)
        yield from grade_aims(text, self._vocabulary)
        yield from elided_heads(text, self._vocabulary)
        yield from place_brands(context)
        yield from self._quoted.candidates(context)
        yield from self._headed.candidates(text, blocked)

    def _merged(self, candidates: list[Candidate], text: str) -> Iterator[Candidate]:
        """The candidates, a new name that only advances a known programme (三年行动) taken for that programme."""
        known = sorted((c for c in candidates if c.concept), key=lambda c: c.span)
        for candidate in candidates:
            if candidate.concept is not None or candidate.rule == "place-brand":
                yield candidate
                continue
            base = next(
                (k for k in known if candidate.span.contains(k.span) and k.span.begin == candidate.span.begin), None
            )
            if base is None or _KEEPS_OWN_NAME.search(candidate.name):
                yield candidate
                continue
            rest = text[base.span.end : candidate.span.end].strip("“”")
            if _ONLY_ADVANCES.fullmatch(rest):
                yield replace(candidate, name=base.name, concept=base.concept, names=(), rule=candidate.rule + "+known")
            else:
                yield candidate

    def _programmes(self, chosen: Iterable[Candidate]) -> Iterator[Programme]:
        seen: dict[str, Programme] = {}
        for c in chosen:
            earlier = seen.get(c.name)
            names = tuple(dict.fromkeys((*(earlier.names if earlier else ()), *c.names)))
            broader = None if c.concept else c.broader or self._domain(c.name)
            seen[c.name] = Programme(c.name, c.concept, broader, names)
        yield from seen.values()

    def _domain(self, name: str) -> str | None:
        """The vocabulary's heading that a new name's words point to."""
        return next((concept for word, concept in self._broader if word in name), None)
