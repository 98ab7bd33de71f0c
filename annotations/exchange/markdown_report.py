"""A document (`reports.publication`) as Markdown (CommonMark) with footnotes, the extension that
GitHub, pandoc and most others read: `[^1]` behind the passage, `[^1]:` below.
"""

import re
from typing import Any

from django.utils.translation import gettext as _

from annotations.reports.galley import Piece
from annotations.reports.published import Document, Told, document

CONTENT_TYPE = "text/markdown; charset=utf-8"
# What could begin or end markup anywhere, or a block at the beginning of a line.
ANYWHERE = re.compile(r"([\\`*_\[\]<>|~^&])")
AT_START = re.compile(r"\A(\d*)([#+\-=.)])")
INDENT = "    "


def report(content: dict[str, Any]) -> str:
    """The whole report; ends with a line feed."""
    printed = document(content)
    parts = [_head(content), *_text(printed), _notes(printed), _corrections(printed)]
    return "\n\n".join(part for part in parts if part) + "\n"


def plain(text: str) -> str:
    """`text` so that Markdown shows it as it is, on one line."""
    line = " ".join(text.split())
    return AT_START.sub(r"\1\\\2", ANYWHERE.sub(r"\\\1", line))


def _head(content: dict[str, Any]) -> str:
    article, coverage = content["article"], content["coverage"]
    said = [article[name] for name in ("byline", "publisher", "published_on")]
    about = " · ".join(plain(one) for one in said if one)
    covered = _("Coverage: %(covered)s of %(checkable)s sentences") % coverage
    links = [
        f"<{address(article[name])}>" for name in ("source_url", "archive_url") if article[name]
    ]
    return "\n\n".join(
        [f"# {plain(article['title'])}", *([about] if about else []), covered, *links]
    )


def address(url: str) -> str:
    """A link that nothing in it can end."""
    return url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")


def _text(printed: Document) -> list[str]:
    if not printed.said["text"]:
        return [f"> {plain(one['quote'])}[^{one['number']}]" for one in printed.claims]
    return ["".join(map(_piece, paragraph.pieces)).strip() for paragraph in printed.paragraphs]


def _piece(piece: Piece) -> str:
    words = plain(piece.text)
    before = " " if piece.text[:1].isspace() else ""
    after = " " if piece.text[-1:].isspace() else ""
    notes = "".join(f"[^{claim.number}]" for claim in piece.ends)
    return f"{before}{words}{notes}{after}"


def _notes(printed: Document) -> str:
    return "\n\n".join(_note(one) for one in printed.claims)


def _note(one: Told) -> str:
    head = f"[^{one['number']}]: **{one['look'].label}**{_grounds(one)}"
    lines = [*map(plain, one["notes"])]
    if one["decision"]:
        note = plain(one["decision"]["note"])
        lines.append(_("Decided by an editor: %(note)s") % {"note": note})
    lines += [_dissent(vote) for vote in one["dissent"]]
    lines += [_source(item) for item in one["evidence"]]
    return f"\n{INDENT}\n".join([head, *(f"{INDENT}- {line}" for line in lines)])


def _grounds(one: Told) -> str:
    day = one["as_of"]
    said = [one["reason_label"], _("as of %(day)s") % {"day": day} if day else ""]
    told = ", ".join(part for part in said if part)
    return f" ({plain(told)})" if told else ""


def _dissent(vote: Told) -> str:
    said = ", ".join(filter(None, (str(vote["look"].label), vote["reason_label"])))
    told = {"said": plain(said), "note": plain(vote["note"])}
    return _("Another reviewer: %(said)s. %(note)s") % told


def _source(item: Told) -> str:
    title = (
        f"[{plain(item['title'])}](<{address(item['url'])}>)"
        if item["url"]
        else plain(item["title"])
    )
    said = [item["publisher"], item["locator"], item["opened_on"]]
    about = ", ".join(plain(str(one)) for one in said if one)
    quote = f": “{plain(item['quote'])}”" if item["quote"] else ""
    return f"{item['stance_label']}: {title}{f' ({about})' if about else ''}{quote}"


def _corrections(printed: Document) -> str:
    if not printed.corrections:
        return ""
    gone = _("not told any more")
    lines = [
        f"- {one['at']:%Y-%m-%d}: “{plain(one['passage'])}”: {one['before'].label} →"
        f" {one['after'].label if one['after'] else gone}."
        f" {plain(one['reason'])}"
        for one in printed.corrections
    ]
    return "\n".join([f"## {_('Corrections')}", "", *lines])
