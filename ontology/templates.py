"""Name templates of the vocabularies: one cell for the many ways officials write a name.

`[x]` is optional, `[x/y]` optional one of, `(x/y)` one of; brackets may nest. Round brackets without a slash stand
for themselves, so that 执业(助理)医师 needs no escape.
"""

from __future__ import annotations

from itertools import product

MAX_NAMES = 400
"""A template that expands to more names than this is a mistake."""


def expand(template: str) -> tuple[str, ...]:
    """All names that `template` stands for, in order, without repeats.

    >>> expand("出生缺陷[综合/三级](防治/预防)")[:3]
    ('出生缺陷防治', '出生缺陷预防', '出生缺陷综合防治')

    Raises `ValueError` where brackets do not match or the template expands to too many names.
    """
    names, rest = _sequence(template, 0, "")
    if rest != len(template):
        raise ValueError(f"unmatched bracket in {template!r}")
    if len(names) > MAX_NAMES:
        raise ValueError(f"{template!r} expands to {len(names)} names")
    return tuple(dict.fromkeys(name for name in names if name))


def _sequence(template: str, at: int, stops: str) -> tuple[list[str], int]:
    """The expansions from `at` up to a character of `stops`, and where that is."""
    parts: list[list[str]] = [[""]]
    while at < len(template) and template[at] not in stops:
        char = template[at]
        if char in "[(":
            options, at = _group(template, at)
            parts.append(options)
        elif char in "])":
            raise ValueError(f"unmatched bracket in {template!r}")
        else:
            parts.append([char])
            at += 1
        if len(parts) > 1:
            joined = [a + b for a, b in product(*parts[-2:])]
            if len(joined) > 4 * MAX_NAMES:
                raise ValueError(f"{template!r} expands to too many names")
            parts[-2:] = [joined]
    return parts[0], at


def _group(template: str, at: int) -> tuple[list[str], int]:
    opening = template[at]
    closing = "]" if opening == "[" else ")"
    options: list[str] = []
    count = 0
    while template[at : at + 1] != closing or count == 0:
        names, at = _sequence(template, at + 1, "/" + closing)
        options += names
        count += 1
        if at >= len(template):
            raise ValueError(f"unmatched bracket in {template!r}")
    at += 1
    if opening == "[":
        return ["", *options], at
    if count == 1:
        return [f"({name})" for name in options], at
    return options, at
