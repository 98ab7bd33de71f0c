"""The rows of the ledger: a thousand of them, so they are formatted here and not by a template.

`format_html` escapes every part that it did not make itself.
"""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from annotations.models import Outcome
from annotations.reports.ledger import State
from annotations.text.invisible import reveal

register = template.Library()

ROW = """
    <tr id="s{n}"{gap}>
      <th scope="row"><a href="{desk}#s{n}">{n}</a></th>
      <td class="serif book__words" lang="{language}" dir="auto">{text}</td>
      <td><a href="{sentences}{n}/" {state}</a>{gap_word}</td>
      <td>{claims}</td>
    </tr>"""
STATE = 'class="state state--{}">{}'
CLAIMS = '<ul class="book__claims">{}</ul>'
CLAIM = (
    '<li>{} <a class="serif" href="{}?claim={}" lang="{}" dir="auto">{}</a>'
    ' <span class="small muted book__said">{}</span></li>'
)
BADGE = '<span class="badge badge--{}"><span aria-hidden="true">{}</span> {}</span>'


@register.simple_tag
def ledger_rows(rows, article) -> str:
    """One row of the table for each of `rows` (reports.ledger)."""
    desk = format_html("{}", article.get_absolute_url())
    first = reverse("sentences.show", args=[article.slug, 1])
    same = {
        "desk": desk,
        "sentences": format_html("{}", first.removesuffix("1/")),
        "language": format_html("{}", article.language),
    }
    return format_html_join("", "{}", ((format_html(ROW, **cells(row, same)),) for row in rows))


def cells(row, same: dict) -> dict:
    """What stands in a row; `same` is what all of them share."""
    lines = (line(entry, same["desk"], same["language"]) for entry in row.entries)
    return same | {
        "n": row.line.number,
        **gap(row.is_gap, get_language()),
        "text": reveal(row.line.text),
        "state": state(row.state, get_language()),
        "claims": format_html(CLAIMS, format_html_join("", CLAIM, lines)) if row.entries else "",
    }


def line(entry, desk: str, language: str) -> tuple:
    """What `CLAIM` says of a claim: how it stands, where, its words, what was done on it."""
    look = badge(entry.look, entry.is_stale, get_language())
    done = (len(entry.counting), entry.required, bool(entry.ruling), len(entry.attempts))
    at = f"{entry.id}#at-{entry.id}"
    return look, desk, at, language, reveal(entry.passage), said(*done, get_language())


@lru_cache
def gap(is_gap: bool, spoken: str) -> dict:
    """How a row shows that it keeps the article from being signed off."""
    if not is_gap:
        return {"gap": "", "gap_word": ""}
    word = format_html(' <span class="small muted">{}</span>', _("gap"))
    return {"gap": format_html(' class="{}"', "is-gap"), "gap_word": word}


@lru_cache
def state(of: State, spoken: str) -> str:
    return format_html(STATE, of.value, of.label)


@lru_cache
def badge(look: Outcome, stale: bool, spoken: str) -> str:
    """As verdicts/_badge.html; `spoken` is the language of the page."""
    if not stale:
        return format_html(BADGE, look.value, look.symbol, look.label)
    label = f"{look.label} · {_('needs re-check')}"
    return format_html(BADGE, f"{look.value} is-stale", look.symbol, label)


@lru_cache
def said(valid: int, required: int, is_decided: bool, tries: int, spoken: str) -> str:
    """How many of the verdicts that it needs are valid, and what was done besides, in words."""
    told = [_("%(n)s of %(of)s reviews") % {"n": valid, "of": required}]
    if is_decided:
        told.append(_("decided by an editor"))
    if tries:
        told.append(ngettext("%(n)s attempt", "%(n)s attempts", tries) % {"n": tries})
    return format_html("{}", " · ".join(told))
