"""Chinese health-policy documents to a knowledge graph with exact evidence."""

from pathlib import Path

__version__ = "0.1.0"

_CHECKOUT = Path(__file__).resolve().parent.parent
if (_CHECKOUT / "setup.cfg").is_file():
    # The folders ontology/, extract/, build/ and viz/ lie beside kg/ in a checkout and are installed as its subpackages.
    __path__.append(str(_CHECKOUT))
