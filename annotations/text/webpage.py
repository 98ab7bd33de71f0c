"""A page of the web → its article, as plain text, and what it says of itself. Run by
`services.parsing`, like `text.documents`.

trafilatura tells the article from what stands around it and reads the metadata that pages carry
(JSON-LD, OpenGraph, meta); without it, or where it finds nothing, our plain extractor does.
"""

import json
from dataclasses import asdict
from importlib import import_module
from typing import Any

from annotations.text.page import describe_page
from annotations.text.plain import html_to_text

LEAST = 200  # characters that an article has; with fewer the plain extractor is asked too
NAMES = {"title": "title", "author": "byline", "source-hostname": "publisher"}


def read_page(content: bytes, url: str = "") -> dict[str, Any]:
    """`content` is UTF-8. Raises TextRefused where there is nothing to read."""
    html = content.decode()
    said = {name: value for name, value in asdict(describe_page(html)).items() if value}
    found = _extracted(html, url) | said
    if len(found.get("text", "")) >= LEAST:
        return found
    plain = html_to_text(html)
    return found | {"text": plain.text, "lost_text": plain.lost_text}


def _extracted(html: str, url: str) -> dict[str, Any]:
    try:
        trafilatura = import_module("trafilatura")
    except ImportError:
        return {}
    said = trafilatura.extract(
        html,
        url=url or None,
        output_format="json",
        with_metadata=True,
        include_comments=False,
        include_tables=False,
    )
    if not said:
        return {}
    known = json.loads(said)
    found = {ours: known.get(theirs) or "" for theirs, ours in NAMES.items()}
    text = "\n\n".join(line for line in (known.get("text") or "").split("\n") if line.strip())
    return found | {"text": text, "published_on": known.get("date") or ""}
