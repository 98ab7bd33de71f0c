"""Replaying a history: what stands on an article, from its events alone.

For tests, which compare it with the database, and for whoever wants to know how things stood at an
earlier event: replay those before it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from annotations.models import Event

Verb = Event.Verb
Facts = dict[str, Any]


class Place(NamedTuple):
    """Where a claim stands, or stood when it was told last."""

    revision: int
    start: int
    end: int


class Given(NamedTuple):
    """A verdict, a decision or a skip, and what it says."""

    key: str
    facts: Facts


@dataclass
class Claim:
    """A claim and what is on it."""

    facts: Facts
    place: Place | None
    version: int = 1
    is_deleted: bool = False
    is_shelved: bool = False
    verdicts: dict[int, Given] = field(default_factory=dict)  # the open ones, by reviewer
    decision: Given | None = None
    skips: dict[int, Given] = field(default_factory=dict)  # as verdicts
    # What is present, by key: the part of the target behind the noun.
    evidence: dict[str, Facts] = field(default_factory=dict)
    attempts: dict[str, Facts] = field(default_factory=dict)
    comments: dict[str, Facts] = field(default_factory=dict)


@dataclass
class State:
    """An article after the events that were replayed."""

    revision: int = 0
    sha256: str = ""
    details: Facts = field(default_factory=dict)
    claims: dict[UUID, Claim] = field(default_factory=dict)
    not_checkable: dict[int, str] = field(default_factory=dict)  # why, by number of the sentence
    assignments: dict[str, Facts] = field(default_factory=dict)
    sign_offs: dict[str, Facts] = field(default_factory=dict)
    comments: dict[str, Facts] = field(default_factory=dict)  # on sentences
    resolved: set[str] = field(default_factory=set)  # keys of threads
    is_locked: bool = False
    is_deleted: bool = False


def replay(events: Iterable[Event]) -> State:
    """What stands after `events`, which come in their order. A verb that says nothing about what
    stands is passed over. Nothing is asked of the database.
    """
    state = State()
    for event in events:
        if step := STEPS.get(event.verb):
            step(state, event)
    return state


def key_of(event: Event) -> str:
    return event.target.partition(":")[2]


def claim_of(state: State, event: Event) -> Claim:
    assert event.annotation_id
    return state.claims[event.annotation_id]


def told(event: Event) -> Facts:
    return event.after or {}


# -- the article and its text -------------------------------------------------------------------


def described(state: State, event: Event) -> None:
    state.details |= told(event)


def imported(state: State, event: Event) -> None:
    state.details = {"title": told(event)["title"], "version": 1}
    state.revision, state.sha256 = 1, told(event)["sha256"]


def revised(state: State, event: Event) -> None:
    """Early histories do not tell what an update carries along; places stay as they were then."""
    facts = told(event)
    state.revision, state.sha256 = facts["revision"], facts["sha256"]
    marks = facts.get("not_checkable", {})
    state.not_checkable = {int(number): kind for number, kind in marks.items()}
    if "spans" in facts:
        for key, claim in state.claims.items():
            settle(state, claim, facts["spans"].get(str(key)))


def settle(state: State, claim: Claim, span: list[int] | None) -> None:
    """What has its text again is on the desk again."""
    claim.place = Place(state.revision, span[0], span[1]) if span else None
    claim.is_shelved = claim.is_shelved and span is None


def marked(state: State, event: Event) -> None:
    """Early histories do not tell which sentence it was."""
    if number := told(event).get("number"):
        state.not_checkable[number] = told(event)["not_checkable"]


def recut(state: State, event: Event) -> None:
    """Sentences were merged or split; those behind them have other numbers."""
    before, after = (event.before or {})["sentences"], told(event)["sentences"]
    first, last = before[0]["number"], before[-1]["number"]
    more = len(after) - len(before)
    kept = state.not_checkable.items()
    marks = {number: kind for number, kind in kept if number < first}
    marks |= {number + more: kind for number, kind in kept if number > last}
    state.not_checkable = marks | {one["number"]: one["not_checkable"] for one in after}


def switched(name: str, to: bool) -> Callable[[State, Event], None]:
    """The article is from now on, or no longer, what `name` says."""

    def step(state: State, event: Event) -> None:
        setattr(state, name, to)

    return step


def resolved(state: State, event: Event) -> None:
    state.resolved.add(key_of(event))


def reopened(state: State, event: Event) -> None:
    state.resolved.discard(key_of(event))


def purged(state: State, event: Event) -> None:
    """What hung on a claim goes with it; all else was taken off before."""
    if event.target.startswith("annotation:") and event.annotation_id:
        del state.claims[event.annotation_id]


# -- claims -------------------------------------------------------------------------------------


def highlighted(state: State, event: Event) -> None:
    facts = told(event)
    assert event.annotation_id
    place = Place(state.revision, facts["start"], facts["end"])
    state.claims[event.annotation_id] = Claim(facts, place)


def advanced(**said: Any) -> Callable[[State, Event], None]:
    """The claim has another version, in which it is what `said` says."""

    def step(state: State, event: Event) -> None:
        claim = claim_of(state, event)
        claim.version += 1
        for name, value in said.items():
            setattr(claim, name, value)

    return step


def edited(state: State, event: Event) -> None:
    advanced(facts=told(event))(state, event)


def moved(state: State, event: Event) -> None:
    facts = told(event)
    place = Place(state.revision, facts["start"], facts["end"])
    advanced(place=place, is_shelved=False)(state, event)


def carried(state: State, event: Event) -> None:
    """By an update of the text, or by a better search, which tells all of the new placement."""
    facts = told(event)
    span = facts["span"] if "span" in facts else [facts["start"], facts["end"]]
    settle(state, claim_of(state, event), span)


# -- what is on a claim -------------------------------------------------------------------------


def said(name: str) -> Callable[[State, Event], None]:
    """What the person says now, in the place of what they said before."""

    def step(state: State, event: Event) -> None:
        getattr(claim_of(state, event), name)[event.actor_id] = Given(key_of(event), told(event))

    return step


def unsaid(name: str) -> Callable[[State, Event], None]:
    """It does not stand any more, whoever took it back."""

    def step(state: State, event: Event) -> None:
        claim, key = claim_of(state, event), key_of(event)
        standing = getattr(claim, name).items()
        setattr(claim, name, {who: given for who, given in standing if given.key != key})

    return step


def decided(state: State, event: Event) -> None:
    claim_of(state, event).decision = Given(key_of(event), told(event))


def undecided(state: State, event: Event) -> None:
    claim_of(state, event).decision = None


def present(name: str) -> Callable[[State, Event], None]:
    """What the event is about is among `name` of its claim, or of the article if it has none."""

    def step(state: State, event: Event) -> None:
        rows(state, event, name)[key_of(event)] = told(event)

    return step


def gone(name: str) -> Callable[[State, Event], None]:
    def step(state: State, event: Event) -> None:
        rows(state, event, name).pop(key_of(event), None)

    return step


def rows(state: State, event: Event, name: str) -> dict[str, Facts]:
    found: dict[str, Facts] = getattr(
        claim_of(state, event) if event.annotation_id else state, name
    )
    return found


def answered(state: State, event: Event) -> None:
    item = claim_of(state, event).evidence.get(key_of(event))
    if item is not None:  # what was removed is told whole when it is put back
        item |= told(event)


STEPS: dict[str, Callable[[State, Event], None]] = {
    Verb.IMPORTED: imported,
    Verb.CORRECTED: described,
    Verb.SET_REVIEW: described,
    Verb.REVISED: revised,
    Verb.MARKED_SENTENCE: marked,
    Verb.MERGED: recut,
    Verb.SPLIT: recut,
    Verb.LOCKED: switched("is_locked", True),
    Verb.UNLOCKED: switched("is_locked", False),
    Verb.DELETED_ARTICLE: switched("is_deleted", True),
    Verb.RESTORED_ARTICLE: switched("is_deleted", False),
    Verb.HIGHLIGHTED: highlighted,
    Verb.EDITED: edited,
    Verb.DELETED: advanced(is_deleted=True),
    Verb.RESTORED: advanced(is_deleted=False),
    Verb.CARRIED: carried,
    Verb.MOVED: moved,
    Verb.ATTACHED: moved,
    Verb.DETACHED: advanced(place=None),
    Verb.SHELVED: advanced(is_shelved=True),
    Verb.UNSHELVED: advanced(is_shelved=False),
    Verb.JUDGED: said("verdicts"),
    Verb.WITHDREW: unsaid("verdicts"),
    Verb.ADJUDICATED: decided,
    Verb.WITHDREW_DECISION: undecided,
    Verb.SKIPPED: said("skips"),
    Verb.UNSKIPPED: unsaid("skips"),
    Verb.ADDED_EVIDENCE: present("evidence"),
    Verb.REMOVED_EVIDENCE: gone("evidence"),
    Verb.RESTORED_EVIDENCE: present("evidence"),
    Verb.ANSWERED_EVIDENCE: answered,
    Verb.ATTEMPTED: present("attempts"),
    Verb.REMOVED_ATTEMPT: gone("attempts"),
    Verb.RESTORED_ATTEMPT: present("attempts"),
    Verb.COMMENTED: present("comments"),
    Verb.REMOVED_COMMENT: gone("comments"),
    Verb.RESTORED_COMMENT: present("comments"),
    Verb.ASSIGNED: present("assignments"),
    Verb.UNASSIGNED: gone("assignments"),
    Verb.RESOLVED: resolved,
    Verb.REOPENED: reopened,
    Verb.PURGED: purged,
    Verb.SIGNED_OFF: present("sign_offs"),
    Verb.WITHDREW_SIGN_OFF: gone("sign_offs"),
}
