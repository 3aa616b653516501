"""Frequent terms of the documents that no vocabulary knows: where an analyst finds what the rules passed over.

jieba cuts the texts into words with the vocabulary's names in its dictionary; neighbouring words that stand together far
more often than chance would have it, and in several documents, are offered as terms.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba

MIN_DOCUMENTS = 2
"""A term of one document only is a turn of phrase."""
MIN_COHESION = 5.0
"""Pointwise mutual information, in bits, from which two words count as one term (calibrated on annual work points)."""
MAX_WORDS = 4

_CLAUSE = re.compile(r"[\u4e00-\u9fff]+")
_EDGE = frozenset("的了和与及或等在对为以将把被由从向到于其各所要着过是有不中上下年月日个项")
_VERBS = frozenset(
    "加强 推进 推动 开展 实施 完善 提升 提高 建立 健全 落实 深化 加快 强化 积极 全面 进一步 持续 深入 做好 组织 探索 完成 扎实 大力 "
    "努力 不断 切实 有效 实现 覆盖 制定 建成 夯实 创建 成功 基本 全部 正确 牵头 标准 督导".split()
)
_RHETORIC = re.compile("习近平|主义|思想|精神|贯彻|学习|党|全市|全县|全区|全省|全国|工作|国民经济|远景|责任|安全生产|人民群众")
"""What every office writes; no term of the field."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term with the number of documents and places it occurs in, and its cohesion in bits."""

    text: str
    documents: int
    occurrences: int
    cohesion: float


def tokenizer(names: Iterable[str]) -> jieba.Tokenizer:
    """A tokenizer of our own that takes `names` for words; jieba's shared one stays as it is."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    cutter = jieba.Tokenizer()
    for name in names:
        cutter.add_word(name)
    return cutter


def unknown_terms(texts: Iterable[str], known: Iterable[str], cutter: jieba.Tokenizer) -> list[Term]:
    """The cohesive word sequences of `texts` (one cleaned text a document) that contain no known name and lie in none."""
    names = set(known)
    words: Counter[str] = Counter()
    sequences: Counter[tuple[str, ...]] = Counter()
    spread: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, text in enumerate(texts):
        for clause in _CLAUSE.findall(text):
            cut = cutter.lcut(clause)
            words.update(cut)
            for sequence in _sequences(cut, names):
                sequences[sequence] += 1
                spread[sequence].add(number)
    total = sum(words.values())
    found = [
        Term("".join(s), len(spread[s]), count, round(_cohesion(s, count, words, total), 1))
        for s, count in sequences.items()
        if len(spread[s]) >= MIN_DOCUMENTS
    ]
    kept = [term for term in found if term.cohesion >= MIN_COHESION and not any(term.text in name for name in names)]
    return sorted(_longest(kept), key=lambda t: (-t.documents, -t.occurrences, t.text))


def _sequences(cut: list[str], names: set[str]) -> Iterator[tuple[str, ...]]:
    for begin in range(len(cut)):
        for end in range(begin + 2, min(begin + MAX_WORDS, len(cut)) + 1):
            sequence = tuple(cut[begin:end])
            if names.isdisjoint(sequence) and _may_be_term(sequence):
                yield sequence


def _may_be_term(sequence: tuple[str, ...]) -> bool:
    """Whether the ends are content words and the whole is of a term's length."""
    ends = (sequence[0], sequence[-1])
    text = "".join(sequence)
    return 4 <= len(text) <= 14 and not _RHETORIC.search(text) and all(len(w) > 1 and w not in _VERBS and not _EDGE.intersection(w) for w in ends)


def _cohesion(sequence: tuple[str, ...], count: int, words: Counter[str], total: int) -> float:
    """Pointwise mutual information of the weakest joint of the sequence's words, in bits."""
    independent = min(words[a] * words[b] / total for a, b in pairwise(sequence))
    return math.log2(count / independent) if independent else 0.0


def _longest(terms: list[Term]) -> Iterator[Term]:
    """The terms that are no part of a longer one found as often."""
    for term in terms:
        if not any(term.text != other.text and term.text in other.text and other.occurrences >= term.occurrences for other in terms):
            yield term
