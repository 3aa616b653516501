"""What a sentence has said so far, for the items that name too little by themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg.extract.quantities import Quantity
from kg.extract.target_scope import per_head
from kg.extract.target_wording import Source, Wording, tidy, without_link
from kg.model import Span

GOVERNING = re.compile(
    r"^(?:加强|推进|推动|深化|完善|健全|加快|做[实优好细强]|落[实细]|开展|实施|建设|打造|抓好|强化|优化|规范|拓展|提升|控制(?!率))+"
)

LONG_TOPIC = 16
"""A segment without number of more characters is no indicator."""

_MANNER_ONLY = re.compile(r"^(?:以[^,;。]{1,20}为单位|按[^,;。]{1,16}(?:要求|标准|比例|口径)?)$")
"""A segment that says by what something is measured, and is not what is measured."""

_LABEL = re.compile(r"(?:指标|目标|任务|情况|数据)$")
"""A word before a colon that only sorts what follows."""

PLACE_ONLY = re.compile(r"^[\u4e00-\u9fff]{1,7}(?:市|州|盟|县|区|旗|镇|乡|街道)$")
"""A place that a number in brackets is said of: 每千人口托位4.3个,甲区(5.0个)."""

RATE = re.compile(r"(?:率|占比|比例|比重|水平|度|比)$")


@dataclass(frozen=True, slots=True)
class Before:
    """What an item may take over from its sentence so far.

    `wording`, `unit` and `programme` are the last item's, `named` all wordings; `subject` is the segment before where
    it has no number, `denominator` a 每千人口 that still holds; `earlier` is what the sentence before was about.
    """

    wording: Wording = field(default_factory=lambda: Wording(""))
    unit: str | None = None
    denominator: str = ""
    subject: Span | None = None
    named: tuple[Wording, ...] = ()
    programme: str | None = None
    earlier: str = ""

    def after_words(self, text: str, segment: Span) -> Before:
        """The state after a segment without number, the possible subject of the next one; a bare date is none."""
        words = segment.of(text)
        label = text[segment.end : segment.end + 1] == ":" and _LABEL.search(words)
        lends = len(tidy(words)) >= 3 and not _MANNER_ONLY.match(words) and not label
        subject = segment if lends else self.subject
        return replace(self, subject=subject, denominator=per_head(words) or self.denominator)

    def after_item(self, wording: Wording, quantity: Quantity, words: str, programme: str | None) -> Before:
        """The state after an item of the segment `words`."""
        return Before(
            wording=wording if wording.name else self.wording,
            unit=self.unit if quantity.dimension == "share" and self.unit else quantity.unit,
            denominator=per_head(wording.name) or per_head(words) or self.denominator,
            named=(*self.named, wording),
            programme=programme,
            earlier=self.earlier,
        )

    def topic(self, text: str) -> str:
        """What words that name nothing are about: the segment without number, else the last indicator."""
        subject = without_link(tidy(self.subject.of(text))) if self.subject is not None else ""
        if len(bare := GOVERNING.sub("", subject)) >= 4:
            subject = bare
        if PLACE_ONLY.match(subject) and self.wording.name:
            return self.wording.name
        return subject if len(subject) >= 2 else self.wording.name or self.earlier

    def handed_on(self, text: str) -> str:
        """What a next sentence that names nothing (到2025年,降低20%) goes on about."""
        topic = self.topic(text) if self.subject is not None else ""
        if len(topic) <= LONG_TOPIC and (not self.named or RATE.search(topic)):
            return topic
        return self.wording.name

    @property
    def source(self) -> Source:
        """Where `topic` comes from."""
        return "subject" if self.subject is not None else "item"
