"""Presentation of nouns in templates: names, links, verdict looks."""

import unicodedata
from collections import Counter
from urllib.parse import urlsplit

from django import template
from django.urls import reverse

from annotations import policy
from annotations.models import Outcome, Verdict
from annotations.reports.carrying import Fate
from annotations.text import invisible
from annotations.text.words import word_diff

register = template.Library()


@register.filter
def reveal(text):
    """Text with bidi controls and other invisible characters as visible marks."""
    return invisible.reveal(str(text))


@register.filter
def initials(name: str) -> str:
    """Two characters that stand for a person."""
    return name[:2].upper()


@register.filter
def host(url: str) -> str:
    """The host of a link, as punycode when it is not plain ASCII, so that look-alikes show."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:  # no address at all, such as half an IPv6 one
        name = ""
    labels = unicodedata.normalize("NFKC", name).split(".")
    return ".".join(label if label.isascii() else punycode(label) for label in labels)


def punycode(label: str) -> str:
    """Letter by letter: Python's `idna` (2003) says fass for faß, another host than browsers."""
    return "xn--" + label.encode("punycode").decode()


@register.simple_tag
def outcomes():
    """Every outcome, in the order in which pages show them."""
    return list(Outcome)


@register.filter
def total(counts) -> int:
    return sum(counts)


@register.filter
def stretches(progress: dict) -> list[dict]:
    """The parts of a progress strip, side by side in units of one claim."""
    start, parts = 0, []
    for outcome, count in progress.items():
        if count:
            parts.append({"outcome": outcome.value, "start": start, "count": count})
        start += count
    return parts


@register.filter
def address(name: str, key) -> str:
    """`{{ "verdicts.new"|address:card.pk }}`: the address of a page about one thing."""
    return reverse(name, args=[key])


@register.filter
def fate(event) -> str:
    """What became of the claim, for an event that carried it to a new text; else nothing."""
    said = event.after or {}
    code = said.get("fate") or said.get("change") or ""
    known = event.verb == event.Verb.CARRIED and code in Fate.values
    return str(Fate(code).label) if known else ""


@register.filter
def changed_to(old, new):
    """The word diff between two wordings of a passage, in their sentences."""
    return word_diff(old.text, new.text)


@register.filter
def by(verdicts, user):
    """The verdict of `user` among `verdicts`, or None."""
    return next((one for one in verdicts if one.reviewer_id == user.pk), None)


@register.filter
def agreeing(verdicts) -> int:
    """How many of `verdicts` say what most of them say."""
    return max(Counter(one.kind for one in verdicts).values())


@register.filter
def editable_by(annotation, user) -> bool:
    return policy.may(user, policy.EDIT_CLAIM, annotation)


@register.filter
def movable_by(annotation, user) -> bool:
    return policy.may(user, policy.MOVE_CLAIM, annotation)


@register.filter
def open_to(article, user) -> bool:
    """Whether what adds up everybody's work on `article` is for `user` to see."""
    return policy.may(user, policy.SEE_WHOLE_HISTORY, article)


@register.filter
def removable_by(evidence, user) -> bool:
    return policy.may(user, policy.REMOVE_EVIDENCE, evidence)


@register.filter
def attempt_removable_by(attempt, user) -> bool:
    return policy.may(user, policy.REMOVE_ATTEMPT, attempt)


@register.filter
def item(found, key):
    """What a dict has under `key`, if anything."""
    return found.get(key) if found else None


@register.simple_tag
def kinds():
    """The three verdicts, with symbol and label."""
    return [Outcome(kind) for kind in Verdict.Kind]
