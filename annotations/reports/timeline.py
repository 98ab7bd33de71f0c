"""What happened to an article, as people read it: who did what to which claim, and what is
different for it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.models import (
    Article,
    Event,
    Evidence,
    EvidenceRule,
    Placement,
    Sentence,
    Source,
    User,
    Verdict,
)
from annotations.reports.carrying import Fate
from annotations.text.words import Run, word_diff

Verb = Event.Verb
Facts = dict[str, Any]


class Group(TextChoices):
    """What an event is about, as the timeline is filtered by it."""

    ARTICLE = "article", _("the article")
    TEXT = "text", _("text and sentences")
    CLAIMS = "claims", _("claims")
    VERDICTS = "verdicts", _("verdicts")
    EVIDENCE = "evidence", _("evidence and attempts")
    DECISIONS = "decisions", _("decisions and sign-off")
    DISCUSSION = "discussion", _("discussion")


VERBS = {
    Group.ARTICLE: (
        Verb.IMPORTED,
        Verb.CORRECTED,
        Verb.CAPTURED,
        Verb.SET_REVIEW,
        Verb.ASSIGNED,
        Verb.UNASSIGNED,
        Verb.LOCKED,
        Verb.UNLOCKED,
        Verb.DELETED_ARTICLE,
        Verb.RESTORED_ARTICLE,
        Verb.PURGED,
    ),
    Group.TEXT: (Verb.REVISED, Verb.MERGED, Verb.SPLIT, Verb.MARKED_SENTENCE),
    Group.CLAIMS: (
        Verb.HIGHLIGHTED,
        Verb.EDITED,
        Verb.DELETED,
        Verb.RESTORED,
        Verb.CARRIED,
        Verb.MOVED,
        Verb.ATTACHED,
        Verb.DETACHED,
        Verb.SHELVED,
        Verb.UNSHELVED,
    ),
    Group.VERDICTS: (Verb.JUDGED, Verb.WITHDREW, Verb.SKIPPED, Verb.UNSKIPPED),
    Group.EVIDENCE: (
        Verb.ADDED_EVIDENCE,
        Verb.REMOVED_EVIDENCE,
        Verb.RESTORED_EVIDENCE,
        Verb.ANSWERED_EVIDENCE,
        Verb.CHECKED_QUOTE,
        Verb.ATTEMPTED,
        Verb.REMOVED_ATTEMPT,
        Verb.RESTORED_ATTEMPT,
        Verb.TIPPED,
        Verb.HANDLED_TIP,
    ),
    Group.DECISIONS: (
        Verb.ADJUDICATED,
        Verb.WITHDREW_DECISION,
        Verb.SIGNED_OFF,
        Verb.WITHDREW_SIGN_OFF,
        Verb.NOTED_CORRECTION,
        Verb.PUBLISHED,
        Verb.UNPUBLISHED,
    ),
    Group.DISCUSSION: (
        Verb.COMMENTED,
        Verb.REMOVED_COMMENT,
        Verb.RESTORED_COMMENT,
        Verb.RESOLVED,
        Verb.REOPENED,
    ),
}

# Facts that tell a reader nothing: numbers of rows, and offsets of a passage that is told itself.
SILENT = {
    "version",
    "start",
    "end",
    "span",
    "revision_id",
    "wording_id",
    "sign_off_id",
    "method",
    "thread",
    "checked_in",
    "typed",
}
LABELS = {
    "after": _("outcome now"),
    "archive_url": _("archived copy"),
    "as_of": _("as of"),
    "before": _("outcome before"),
    "caveat": _("with a caveat"),
    "change": _("what became of it"),
    "claim_date": _("date of the claim"),
    "claim_text": _("claim in plain words"),
    "covered": _("sentences covered"),
    "checkable": _("sentences that can be checked"),
    "evidence": _("rests on evidence"),
    "fate": _("what became of it"),
    "found": _("quote found"),
    "is_blind": _("reviewed blind"),
    "is_quotes_only": _("passages only"),
    "looked_on": _("looked on"),
    "not_checkable": _("not checkable"),
    "number": _("sentence"),
    "opened_on": _("opened on"),
    "origin": _("has it from"),
    "place": _("looked where"),
    "published_on": _("published on"),
    "recheck_by": _("check again by"),
    "required_reviews": _("reviews for each claim"),
    "reviewer_id": _("reviewer"),
    "rule": _("evidence rule"),
    "sequence": _("approves events up to"),
    "sha256": _("SHA-256 of the text"),
    "digest": _("SHA-256 of text and verdicts"),
    "shows_dissent": _("says publicly how the votes were split"),
    "source_url": _("original address"),
    "target": _("coverage it needs, in percent"),
    "url": _("link"),
    "words": _("what it says"),
    "votes": _("rests on verdicts"),
    **{fate.value: _("claims: %s") % fate.label for fate in Fate},
}
# What a fact is called depends on whose it is.
OF_NOUNS = {
    "kind": {
        "verdict": _("verdict"),
        "adjudication": _("outcome"),
        "evidence": _("kind of source"),
    },
    "number": {"publication": _("version")},
    "sha256": {"publication": _("SHA-256 of what is told"), "capture": _("SHA-256")},
}
CODES: dict[str, Any] = {
    code: label
    for choices in (
        Verdict.Kind,
        Verdict.Reason,
        Verdict.Confidence,
        Evidence.Stance,
        Source.Kind,
        EvidenceRule,
        Sentence.NotCheckable,
        Placement.Change,
        Fate,
    )
    for code, label in choices.choices
}
CODED = {
    "kind",
    "reason",
    "confidence",
    "stance",
    "rule",
    "not_checkable",
    "change",
    "fate",
    "before",
    "after",
}
PASSAGES = {"passage", "sentences"}  # in the language of the article


@dataclass(frozen=True)
class Difference:
    """One fact, as it was and as it is; empty where there was, or is, nothing."""

    name: str
    label: str
    old: str
    new: str

    @property
    def runs(self) -> list[Run]:
        """How the words differ, when both are words; else nothing."""
        both = self.old and self.new and self.name not in CODED
        return word_diff(self.old, self.new) if both and " " in self.old + self.new else []

    @property
    def is_passage(self) -> bool:
        return self.name in PASSAGES


@dataclass(frozen=True)
class Entry:
    """A line of the timeline."""

    event: Event
    differences: list[Difference]

    @property
    def is_said_again(self) -> bool:
        """A verdict that says the same of the words as they stand since."""
        return self.event.verb == Verb.JUDGED and not self.differences


def happened(article: Article, reader) -> Any:
    """The events of `article` that `reader` may see, the newest first."""
    return article.events.visible_to(reader).select_related("actor", "annotation").newest_first()


def entries(events: Iterable[Event]) -> list[Entry]:
    """With what differs. One query when they speak of persons."""
    told = list(events)
    names = names_in(told)
    return [Entry(event, [*differences(event, names)]) for event in told]


def names_in(events: list[Event]) -> dict[int, str]:
    keys = {(side or {}).get("reviewer_id") for one in events for side in (one.before, one.after)}
    people = User.objects.filter(pk__in=keys - {None})
    return dict(people.values_list("pk", "username")) if keys - {None} else {}


def differences(event: Event, names: dict[int, str]) -> Iterator[Difference]:
    """Between two states only what is different, from nothing or to nothing all that was said."""
    before, after = event.before or {}, event.after or {}
    for name in after or before:
        old, new = (spoken(name, side.get(name), names) for side in (before, after))
        if name == "number":  # which one it is, and stays
            yield Difference(name, label_of(event, name), "", new or old)
        elif old != new and not is_silent(event, name):
            yield Difference(name, label_of(event, name), old, new)


def is_silent(event: Event, name: str) -> bool:
    """The quote of a claim stands beside every line about it."""
    return name in SILENT or (name == "quote" and event.verb in VERBS[Group.CLAIMS])


def label_of(event: Event, name: str) -> str:
    noun = event.target.partition(":")[0]
    if label := OF_NOUNS.get(name, {}).get(noun):
        return str(label)
    return str(LABELS.get(name) or gettext(name.replace("_", " ")))


def spoken(name: str, value: Any, names: dict[int, str]) -> str:
    """A fact in words."""
    if value in (None, "", [], False) or isinstance(value, dict):
        return ""
    if value is True:
        return gettext("yes")
    if name == "reviewer_id":
        return names.get(value, "")
    if isinstance(value, list):
        return " · ".join(listed(item) for item in value)
    return str(CODES.get(value, value)) if name in CODED else str(value)


def listed(item: Any) -> str:
    """A sentence with its number, or the key of a row."""
    return f"{item['number']} {item['text'].strip()}" if isinstance(item, dict) else f"#{item}"
