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

_SAME_END = re.compile(r"head-(?:项目|门诊|工作室|.*示范|.*先行区|.*试验区|强|标杆单位|平台|.*系统|.*库)")
"""Heads before which a known name says all: 村卫生室远程门诊 is 远程门诊."""

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
        merged = list(self._merged(free, context.text))
        repeats = [c for c in _repeats(choose(merged), context.text) if not any(c.span.overlaps(b) for b in blocked)]
        chosen = choose([*merged, *repeats])
        mentions = tuple(Mention(c.span, c.span.of(context.text), "programme", c.name, c.rule) for c in chosen)
        return ProgrammeFindings(mentions, tuple(self._programmes(chosen)))

    def _candidates(self, context: Context, blocked: list[Span]) -> Iterator[Candidate]:
        text = context.text
        yield from self._matcher.candidates(text)
        yield from grade_aims(text, self._vocabulary)
        yield from elided_heads(text, self._matcher.names)
        yield from place_brands(context)
        yield from self._quoted.candidates(context)
        yield from self._headed.candidates(text, blocked)

    def _merged(self, candidates: list[Candidate], text: str) -> Iterator[Candidate]:
        """The candidates after the known and the new ones have been weighed against each other."""
        known = [c for c in candidates if c.concept and c.rule == "vocabulary"]
        new = [c for c in candidates if not c.concept]
        for candidate in candidates:
            if candidate.concept is None:
                if candidate.rule.startswith("head-") and _is_covered(candidate, known, text):
                    continue
                yield _as_known(candidate, known, text)
            elif candidate.rule == "vocabulary" and any(_crosses(candidate.span, n.span) for n in new if n.rule == "place-brand"):
                continue
            elif candidate.rule in ("grade", "shared-head") and any(
                other.span.contains(candidate.span) and other.span != candidate.span
                for other in (new if candidate.rule == "grade" else _wholes(known, text))
            ):
                continue
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


def _wholes(known: list[Candidate], text: str) -> list[Candidate]:
    """The known names that stand for a whole list themselves (宫颈癌、乳腺癌筛查), centres left aside."""
    return [c for c in known if not c.span.of(text).endswith("中心")]


def _crosses(one: Span, other: Span) -> bool:
    return one.overlaps(other) and not one.contains(other) and not other.contains(one)


def _is_covered(candidate: Candidate, known: list[Candidate], text: str) -> bool:
    """Whether the vocabulary already has what a headed name holds: its end, or both halves of a coordination."""
    inside = [k for k in known if candidate.span.contains(k.span)]
    if any(k.span.end == candidate.span.end and _SAME_END.search(candidate.rule) for k in inside):
        return True
    if any(k.span.end == candidate.span.end and k.span.end - k.span.begin >= 6 for k in inside):
        return True
    return any(text[k.span.end : k.span.end + 1] in ("和", "、", "及", "与") for k in inside) and len(inside) >= 2


def _as_known(candidate: Candidate, known: list[Candidate], text: str) -> Candidate:
    """A new name that only advances a known programme (社区医院建设三年行动) taken for that programme."""
    base = next((k for k in known if k.span.begin == candidate.span.begin and candidate.span.contains(k.span)), None)
    if base is None or _KEEPS_OWN_NAME.search(candidate.name):
        return candidate
    rest = text[base.span.end : candidate.span.end].strip("“”")
    if not _ONLY_ADVANCES.fullmatch(rest):
        return candidate
    return replace(candidate, name=base.name, concept=base.concept, names=(), rule=candidate.rule + "+known")


def _repeats(chosen: Iterable[Candidate], text: str) -> Iterator[Candidate]:
    """Every further place where a name stands that the text has once put in quotation marks."""
    for first in {c.name: c for c in chosen if c.rule.startswith("quoted-b") and c.span.end - c.span.begin >= 3}.values():
        surface = first.span.of(text)
        at = text.find(surface)
        while at >= 0:
            yield replace(first, span=Span(at, at + len(surface)), rule="repeat")
            at = text.find(surface, at + len(surface))
