"""Who implements and who pilots a programme, from the grammar of the clause."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.context import Context
from kg.model import Mention, Relation, Target


def programme_relations(context: Context, mentions: Sequence[Mention], targets: Sequence[Target]) -> tuple[Relation, ...]:
    """The relations between institutions, places and programmes that a text states."""
    return ()
