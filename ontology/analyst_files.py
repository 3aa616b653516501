"""The CSV files that analysts write: their encodings, their header, their rows with the line each ends on.

A spreadsheet saves UTF-8 with a mark at the front, or GB18030 (which holds GBK and GB2312); an editor saves plain UTF-8.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from pathlib import Path

from kg.errors import VocabularyError

_ENCODINGS = ("utf-8-sig", "gb18030")


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a mark, or else GB18030; line ends stay as they are.

    Raises `VocabularyError` where the file cannot be opened or is in neither encoding.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise VocabularyError(path, 1, f"cannot be read: {error.strerror}") from error
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise VocabularyError(path, 1, "is not UTF-8 or GB18030: save it as CSV in UTF-8 and try again")


def read_rows(
    text: str, file: Path | str, columns: Collection[str], required: Collection[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV as (line, trimmed cell by column); what the header lacks is empty, an empty row is no row.

    `columns` are those that the caller reads. Raises `VocabularyError` with file and line where a required column is
    missing, a row has a cell more than the header, or the quotes of a cell do not close.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        missing = ", ".join(repr(name) for name in required if name not in header)
        if missing:
            raise VocabularyError(file, 1, f"has no column {missing}; columns are {', '.join(columns)}")
        for cells in reader:
            row = dict.fromkeys(columns, "") | {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
            if any(cell.strip() for cell in cells[len(header) :]):
                raise VocabularyError(
                    file, reader.line_num, "has more cells than the header: put quotes around a cell that holds a comma"
                )
            if any(row.values()):
                yield reader.line_num, row
    except csv.Error as error:
        raise VocabularyError(file, max(reader.line_num, 1), f"is no CSV: {error}") from error
