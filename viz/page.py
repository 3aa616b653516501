"""The page: one HTML file with everything in it, that asks nothing of any network.

Scripts and styles are allowed by their hashes alone. What comes from documents stands in compressed blocks, which
are data to the browser; the page's scripts put it on the screen as text only.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg import __version__
from kg.viz.network import library
from kg.viz.payload import graph_payload, pack, text_payload
from kg.viz.reading import Graph, read_graph

SCRIPTS = (
    "dom", "language", "data", "names", "state", "filters", "amounts", "placing", "drawing", "overview",
    "neighbours", "captions", "network", "evidence", "charts", "lists", "cards", "portraits", "targets",
    "matrix", "timeline", "reader", "paths", "exports", "search", "app",
)  # fmt: skip
"""The page's scripts in `template/`, in the order in which they are joined; they share one scope."""

STYLES = ("theme", "base", "frame", "network", "card", "tables", "reader", "narrow", "print")
"""The page's style sheets in `template/`, in the order in which they are joined."""

POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)
"""The content security policy: no address is allowed at all, only what the file holds."""


def write_page(folder: Path, target: Path) -> None:
    """Write the page of the graph in `folder`, which may be unfinished but for its store, to the file `target`."""
    target.write_text(render(read_graph(folder)), encoding="utf-8")


def render(graph: Graph) -> str:
    """The page of a graph; the same graph gives the same bytes."""
    style, drawing, script = _style(), library(), _script()
    slots = {
        "policy": POLICY.format(scripts=f"{_hash(drawing)} {_hash(script)}", styles=_hash(style)),
        "version": __version__,
        "style": style,
        "graph": pack(graph_payload(graph)),
        "texts": "\n".join(
            f'<script type="application/octet-stream" id="text-{text.document}">{pack(text_payload(text))}</script>'
            for text in graph.texts
        ),
        "library": drawing,
        "script": script,
    }
    return _fill(_template("page.html"), slots)


def _fill(template: str, slots: Mapping[str, str]) -> str:
    """Every `{{name}}` replaced in one pass, so that what is put in is never looked at again."""
    return re.sub(r"\{\{(\w+)\}\}", lambda match: slots[match[1]], template)


@cache
def _template(name: str) -> str:
    return (files("kg.viz") / "template" / name).read_text(encoding="utf-8").strip()


@cache
def _style() -> str:
    return "\n\n".join(_template(f"{name}.css") for name in STYLES)


@cache
def _script() -> str:
    """All scripts of the page as one, in a scope of their own, with the texts of the interface in two languages."""
    strings = json.dumps(json.loads(_template("strings.json")), ensure_ascii=False).replace("<", "\\u003c")
    parts = [_template(f"{name}.js") for name in SCRIPTS]
    return "\n\n".join(['"use strict";\n(() => {', f"const STRINGS = {strings};", *parts, "})();"])


def _hash(source: str) -> str:
    """The name by which the policy allows an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
