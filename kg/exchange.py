"""Extractions as JSON: what one machine extracted, another can build from."""

from __future__ import annotations

import msgspec

from kg.errors import ReadError
from kg.model import Extraction


def to_json(extraction: Extraction) -> bytes:
    """One extraction as one line of JSON; decimals and dates are strings."""
    return msgspec.json.encode(extraction) + b"\n"


def from_json(data: bytes) -> Extraction:
    """The extraction that `to_json` wrote. Raises `ReadError` where `data` is something else."""
    try:
        return msgspec.json.decode(data, type=Extraction)
    except (msgspec.DecodeError, ValueError) as error:
        raise ReadError("extraction", f"is not an extraction in JSON: {error}") from error
