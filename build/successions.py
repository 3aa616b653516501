"""Health offices that were renamed: the same place's 卫生局, 卫生和计划生育局 and 卫生健康局 are linked, never merged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

_ERAS = (
    r"卫生(?:局|厅)",
    r"卫生和(?:人口)?计划生育(?:委员会|局)",
    r"卫生健康(?:委员会|局)",
)
"""What a health office was called until 2013, from 2013 to 2018, and since."""

_OFFICE = re.compile(rf"(?P<place>.+?(?:省|自治区|市|地区|州|盟|区|县|旗|师|兵团))(?:{'|'.join(f'(?P<era{i}>{e})' for i, e in enumerate(_ERAS))})")


def successions(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs (former name, next name known) among `names`, sorted: one pair for each step between the eras."""
    by_place: dict[str, dict[int, str]] = {}
    for name in sorted(names):
        match = _OFFICE.fullmatch(name)
        if match:
            era = next(i for i in range(len(_ERAS)) if match[f"era{i}"])
            by_place.setdefault(match["place"], {}).setdefault(era, name)
    pairs = []
    for offices in by_place.values():
        eras = sorted(offices)
        pairs += [(offices[a], offices[b]) for a, b in pairwise(eras)]
    return sorted(pairs)
