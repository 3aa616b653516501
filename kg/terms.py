"""Frequent terms of the documents that no vocabulary knows: where an analyst finds what the rules passed over.

jieba cuts the texts into words with the vocabulary's names in its dictionary; neighbouring words that stand together far
more often than chance would have it are offered as terms: in several documents, or repeatedly with a noun of the field at their end.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.ontology.programme_words import load_programme_words

if TYPE_CHECKING:
    import jieba

MIN_DOCUMENTS = 2
"""A term of one document only is a turn of phrase, unless a noun of the field ends it."""
MIN_OCCURRENCES = 2
"""How often a term that ends in a noun of the field has to occur."""
MIN_COHESION = 5.0
"""Pointwise mutual information, in bits, from which two words count as one term (calibrated on annual work points)."""
MAX_WORDS = 4

_CLAUSE = re.compile(r"[\u4e00-\u9fff]+")
_ASIDE = re.compile(r"^[ \t]*[(（][^()（）\n]*[)）][ \t]*$", re.MULTILINE)
"""A line in round brackets that stands alone: a remark on the document, not its text."""

_EDGE = frozenset("的了和与及或等在对为以将把被由从向到于其各所要着过是有不中上下年月日个项")
_EDGE_KINDS = ("lead", "lead-weak", "strip", "quote-verb", "pilot-verb", "carry", "passing-before")
"""Kinds of `programme_words.csv` that open a clause or govern a name: no term begins or ends with them."""

_EDGE_WORDS = frozenset(
    "现予 印发 同意 批准 批复 依法 同比 环比 增长 下降 减少 增加 平均 降幅 增幅 达到 超过 更加 先后 覆盖 夯实 成功 基本 部分 正确 牵头 "
    "标准 督导 满足 解决 关于 下列 以下 如下 上述 起来 下来 下去 突破 问题 我们 你们 他们 现状 目标 任务 落地 获得 获得感 "
    "水平 作用 基础 动力 方向 主要 重要".split()
)
_PHRASE = re.compile(
    "习近平|总书记|主义|思想|精神|贯彻|学习|党|全市|全县|全区|全省|全国|政府|国务院|会议|常委|工作|国民经济|社会发展|远景|责任(?!制)|安全生产|"
    "群众|决策|部署|指示|批示|印发|同意|根据|同比|环比|增长|下降|平均|高质量|你们|现将|特此|第[一二三四五六七八九十]|一批|一轮|"
    r"^应.尽.|^(.).\1.$"
)
"""What every office writes; no term of the field."""

_HEAD = re.compile(
    "(?:中心|体系|机制|制度|负责制|责任制|模式|服务|管理|监管|执法|公开|自律|考核|评价|队伍|团队|人才|人员|医生|医师|护士|药师|药品|药房|"
    "设备|器械|疫苗|技术|检测|检验|监测|预警|防控|防治|预防|救治|救助|救援|诊疗|治疗|手术|护理|康复|保健|照护|筛查|体检|接种|助浴|疾病|"
    "医保|保险|付费|补助|补贴|待遇|价格|费用|规范|指南|目录|指标|清单|学科|专科|专病|科室|门诊|病房|病区|床位|实验室|基地|平台|系统|网络|"
    "数据|档案|病历|处方|急救|试点|工程|行动|计划|项目|联盟|联合体|共同体|集团|机构|医院|卫生院|卫生室|服务站|工作站|驿站|小屋|学校|社区|"
    "示范[区县市点]|能力|资源|产业|基金)$"
)
"""The noun at the end of a name of something that offices of the field run, keep or offer."""


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
    """The cohesive word sequences of `texts` (one cleaned text a document) that contain no known name and lie in none.

    Those that end in a noun of the field come first, then the widest spread.
    """
    names = set(known)
    edges = _EDGE_WORDS.union(*(load_programme_words().of(kind) for kind in _EDGE_KINDS))
    words: Counter[str] = Counter()
    sequences: Counter[tuple[str, ...]] = Counter()
    spread: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, text in enumerate(texts):
        for clause in _CLAUSE.findall(_ASIDE.sub("", text)):
            cut = cutter.lcut(clause)
            words.update(cut)
            for sequence in _sequences(cut, names, edges):
                sequences[sequence] += 1
                spread[sequence].add(number)
    total = sum(words.values())
    found = [
        Term("".join(s), len(spread[s]), count, round(_cohesion(s, count, words, total), 1))
        for s, count in sequences.items()
        if len(spread[s]) >= MIN_DOCUMENTS or (count >= MIN_OCCURRENCES and _HEAD.search(s[-1]))
    ]
    kept = [term for term in found if term.cohesion >= MIN_COHESION and not any(term.text in name for name in names)]
    return sorted(_longest(kept), key=lambda t: (_HEAD.search(t.text) is None, -t.documents, -t.occurrences, t.text))


def _sequences(cut: list[str], names: set[str], edges: frozenset[str]) -> Iterator[tuple[str, ...]]:
    for begin in range(len(cut)):
        for end in range(begin + 2, min(begin + MAX_WORDS, len(cut)) + 1):
            sequence = tuple(cut[begin:end])
            if names.isdisjoint(sequence) and _may_be_term(sequence, edges):
                yield sequence


def _may_be_term(sequence: tuple[str, ...], edges: frozenset[str]) -> bool:
    """Whether the ends are content words and the whole is of a term's length and no office's phrase."""
    text = "".join(sequence)
    if not 4 <= len(text) <= 14 or _PHRASE.search(text):
        return False
    first, last = sequence[0], sequence[-1]
    if min(len(first), len(last)) < 2 or _EDGE.intersection(first + last):
        return False
    return first not in edges and (last not in edges or _HEAD.search(last) is not None)


def _cohesion(sequence: tuple[str, ...], count: int, words: Counter[str], total: int) -> float:
    """Pointwise mutual information of the weakest joint of the sequence's words, in bits."""
    independent = min(words[a] * words[b] / total for a, b in pairwise(sequence))
    return math.log2(count / independent) if independent else 0.0


def _longest(terms: list[Term]) -> Iterator[Term]:
    """The terms that are no part of a longer one found as often."""
    for term in terms:
        if not any(term.text != other.text and term.text in other.text and other.occurrences >= term.occurrences for other in terms):
            yield term
