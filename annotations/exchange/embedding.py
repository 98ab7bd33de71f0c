"""Embedding: what other sites paste or ask for to show a published article or claim.

oEmbed 1.0 (oembed.com), type `rich`, JSON.
"""

import json
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from annotations.models import Article

WIDTH = 600
HEIGHTS = {"embeds.article": 640, "embeds.claim": 340}
CACHED = 300  # seconds
# For the page that embeds: grow the frame to what it tells, and listen to nobody else.
LISTENER = """addEventListener("message", ({{ origin, source, data }}) => {{
  if (origin !== {origin} || !(data?.factcheckHeight > 0)) return;
  for (const frame of document.querySelectorAll("iframe")) {{
    if (frame.contentWindow === source) frame.height = Math.min(data.factcheckHeight, 20000);
  }}
}});"""


def frame(address: str, title: str, width: int, height: int) -> str:
    """The frame as HTML."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>',
        address,
        title,
        width,
        height,
    )


def code(article: Article, site: str) -> str:
    """What is pasted into another page: the frame, and a script without which it works too."""
    address = site + reverse("embeds.article", args=[article.slug])
    listener = LISTENER.format(origin=json.dumps(site))
    shown = frame(address, article.title, WIDTH, HEIGHTS["embeds.article"])
    return f"{shown}\n<script>{listener}</script>"


def oembed(
    name: str, key: Any, *, said: dict[str, str], most_wide: int | None, most_high: int | None
) -> dict[str, Any]:
    """The answer about the page that the URL `name` (a key of HEIGHTS) of `key` embeds.

    `said` are `title`, of what is shown, and the `desk` and `site` that show it.
    """
    width, height = min(WIDTH, most_wide or WIDTH), min(HEIGHTS[name], most_high or HEIGHTS[name])
    return {
        "version": "1.0",
        "type": "rich",
        "title": said["title"],
        "provider_name": said["desk"],
        "provider_url": said["site"] + reverse("public.index"),
        "cache_age": CACHED,
        "width": width,
        "height": height,
        "html": frame(said["site"] + reverse(name, args=[key]), said["title"], width, height),
    }
