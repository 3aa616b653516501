"""Query results as people and programs want them: a table on a terminal, CSV, TSV, JSON, Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from kg.errors import QueryError

_WIRE = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
}

NARROWEST = 8
"""No column is cut below this width."""

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def render(result: Result, form: str, prefixes: Mapping[str, str], width: int | None = None) -> str:
    """`result` as table, csv, tsv, json or ttl, with a final newline; a table is cut to `width`.

    Raises `QueryError` where the form does not fit: Turtle is for CONSTRUCT and DESCRIBE, the others for SELECT and ASK.
    """
    try:
        return _rendered(result, form, prefixes, width)
    except OSError as error:
        raise QueryError(f"the query failed: {error}") from error


def _rendered(result: Result, form: str, prefixes: Mapping[str, str], width: int | None) -> str:
    if isinstance(result, ox.QueryTriples):
        if form in _WIRE:
            raise QueryError(f"a CONSTRUCT or DESCRIBE query gives a graph: use --format ttl instead of {form}")
        ordered = sorted(result, key=str)
        return (ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)) or b"").decode()
    if form == "ttl":
        raise QueryError("a SELECT or ASK query gives rows, not a graph: use --format table, csv, tsv or json")
    if form in _WIRE:
        text = (result.serialize(format=_WIRE[form]) or b"").decode()
        return text if text.endswith("\n") else text + "\n"
    if isinstance(result, ox.QueryBoolean):
        return "yes\n" if bool(result) else "no\n"
    header = [variable.value for variable in result.variables]
    return table(header, [[cell(value, prefixes) for value in solution] for solution in result], width)


def cell(term: object, prefixes: Mapping[str, str]) -> str:
    """A term as a person reads it: an IRI as a prefixed name, a literal as its text, nothing where unbound."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        matching = [(iri, prefix) for prefix, iri in prefixes.items() if term.value.startswith(iri)]
        if matching:
            iri, prefix = max(matching, key=lambda pair: len(pair[0]))
            return f"{prefix}:{term.value[len(iri):]}"
        return term.value
    if isinstance(term, ox.Literal):
        return term.value
    return str(term)


def table(header: Sequence[str], rows: Iterable[Sequence[str]], width: int | None = None) -> str:
    """Rows under a header in columns that line up for Chinese text too; the count of rows stands below.

    Where `width` is given, the widest columns are cut to it.
    """
    from rich.cells import cell_len, set_cell_size

    body = [[_one_line(value) for value in row] for row in rows]
    widths = [max([cell_len(name), *(cell_len(row[i]) for row in body)]) for i, name in enumerate(header)]
    while width is not None and sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1

    def fitted(value: str, size: int) -> str:
        return value + " " * (size - cell_len(value)) if cell_len(value) <= size else set_cell_size(value, size - 1) + "…"

    def line(values: Sequence[str]) -> str:
        return "  ".join(fitted(v, w) for v, w in zip(values, widths, strict=True)).rstrip()

    rule = "  ".join("─" * width for width in widths)
    count = f"({len(body)} {'row' if len(body) == 1 else 'rows'})"
    return "\n".join([line(header), rule, *map(line, body), count]) + "\n"


def _one_line(value: str) -> str:
    """A cell without line breaks and control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())
