"""One quantity of a sentence with the words of its own, and what parts it from the next one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.quantities import Quantity
from kg.extract.target_wording import AND
from kg.model import Span

SEPARATOR = re.compile(rf"、|以及|{AND}|及(?!时|其|以上|以下)|并(?!发|且)|与|其中|另有?|或")
"""What parts the members of a list."""


@dataclass(frozen=True, slots=True)
class Item:
    """One quantity with the words of its own: `left` runs up to the number, `right` follows it; both may be empty.

    `segment` is the part of the sentence between commas in which it stands; `first` says that nothing stands before the
    item in its segment. `shared` are words after a later number of the segment that hold for this one too. `names` is
    the indicator where 分别 deals names out. `of` is the number of items that 分别 deals to, of which this is the `order`-th;
    0 where it does not. `alike` says that they share one name, so that it is years or populations that are dealt out.
    """

    quantity: Quantity
    segment: Span
    left: Span | None
    right: Span | None
    first: bool
    shared: str = ""
    names: str | None = None
    order: int = 0
    of: int = 0
    alike: bool = False
