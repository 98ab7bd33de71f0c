"""A file of W3C Web Annotations that carries its article (`web_annotation.whole`), as the rows from
which `services.restoring` puts that article on a desk that does not have it.

Read in and written again, a file is the same to the byte. What it does not carry: threads,
assignments, attempts, sign-offs, what was deleted, withdrawn or replaced, decisions that do not
hold, evidence on which no verdict rests, texts that were kept of sources, replies, how a sentence
was marked or corrected, and the history; `jsonl` has all of these but the last. A verdict that
counts no more though its words stand (its quote is gone from the source) is left out, since nothing
here would say so.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain, pairwise
from typing import Any
from uuid import UUID

from django.utils import timezone

from annotations.exchange.annotation_file import URN
from annotations.exchange.mark import rows, table, whole, words
from annotations.models import Placement
from annotations.services.restoring import NOT_WHOLE, NOUNS, NotReadable, Row
from annotations.text.segment import paragraphs
from annotations.text.wording import Span, Stand, Worded, cover

Said = dict[str, Any]


def read(content: bytes) -> list[tuple[Row, list[Row]]]:
    """Each article's own row, and its others; one collection, or a list of them.

    Raises NotReadable for what is none, or lacks what its articles are made of.
    """
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise NotReadable("this is no JSON") from fault
    collections = [table(one) for one in (said if isinstance(said, list) else [said])]
    if not collections or not all(rows(_article(one).get("texts")) for one in collections):
        raise NotReadable("there is no article in it: its annotations alone can be imported")
    try:
        return [_Record(one).rows() for one in collections]
    except (*NOT_WHOLE, IndexError) as fault:
        raise NotReadable(f"it is not whole ({fault})") from fault


def _article(collection: Said) -> Said:
    return table(collection.get("article"))


class _Record:
    """One article on its way into rows; `NOUNS` has their order."""

    def __init__(self, collection: Said) -> None:
        self.collection, self.article = collection, _article(collection)
        self.made: dict[str, list[Row]] = {name: [] for name in NOUNS}
        self.texts: dict[int, str] = {}
        self.sentences: dict[int, list[Span]] = {}
        self.known: dict[tuple[str, ...], str] = {}

    def rows(self) -> tuple[Row, list[Row]]:
        for text in map(table, rows(self.article["texts"])):
            self.add_text(text)
        self.made["revision"][-1]["is_current"] = True
        for item in rows(table(self.collection["first"])["items"]):
            _Claim(self, item).add()
        return self.head(), [*chain.from_iterable(self.made.values())]

    def head(self) -> Row:
        said = self.article
        names = {"byline": "byline", "publisher": "publisher", "language": "language"}
        links = {"source_url": "originalAddress", "archive_url": "archived"}
        return {
            "noun": "article",
            "slug": said["id"].rstrip("/").rpartition("/")[2],
            "title": said["label"],
            **{name: words(said.get(theirs)) for name, theirs in (names | links).items()},
            "published_on": _day(said.get("publishedOn")),
            "required_reviews": said.get("requiredReviews", 1),
            "is_blind": said.get("isBlind", False),
            "target": said.get("coverageTarget", 100),
            **_by(said),
        }

    def add(self, noun: str, **said: Any) -> str:
        """A row with what it says, and the rest as it is of a new one; its key."""
        made = self.made[noun]
        key = f"{noun}:{len(made) + 1}"
        blank = {field.name: field.get_default() for field in NOUNS[noun].fields}
        made.append({"noun": noun, "key": key} | blank | said)
        return key

    def add_text(self, said: Said) -> None:
        number, text = said["revision"], said["value"]
        starts = [*map(int, said["sentences"]), len(text)]
        self.texts[number] = text
        spans = self.sentences[number] = [*pairwise(starts)]
        if spans[0][0] != 0:
            raise ValueError("its sentences do not begin where its text does")
        revision = self.add(
            "revision",
            number=number,
            text=text,
            raw=text,
            sha256=said["sha256"],
            is_current=False,
            **_by(said),
        )
        for at, (span, paragraph) in enumerate(zip(spans, paragraphs(text, spans), strict=True)):
            place = {"start": span[0], "end": span[1], "paragraph": paragraph}
            self.add("sentence", revision=revision, number=at + 1, **place)
        self.known["revision", str(number)] = revision
        firsts = len(self.made["sentence"]) - len(spans)
        for at in range(len(spans)):
            self.known["sentence", str(number), str(at)] = f"sentence:{firsts + at + 1}"

    def wording(self, claim: str, worded: Worded) -> str:
        name = ("wording", claim, worded.sha256)
        if name not in self.known:
            said = {"annotation": claim, "sha256": worded.sha256, **worded._asdict()}
            self.known[name] = self.add("wording", **said)
        return self.known[name]

    def evidence(self, claim: str, body: Said) -> str:
        """The same piece under two verdicts is one."""
        name = ("evidence", claim, json.dumps(body, sort_keys=True))
        if name not in self.known:
            self.known[name] = self.add_evidence(claim, body)
        return self.known[name]

    def add_evidence(self, claim: str, body: Said) -> str:
        source = self.add(
            "source",
            title=words(body.get("sourceTitle")) or words(body.get("value")),
            url=words(body.get("source")),
            publisher=words(body.get("publisher")),
            origin=words(body.get("origin")),
            kind=body["sourceKind"],
            **_by(body),
        )
        return self.add(
            "evidence",
            annotation=claim,
            source=source,
            stance=body["stance"],
            quote=words(body.get("exactQuote")),
            locator=words(body.get("locator")),
            opened_on=_day(body.get("openedOn")),
            archive_url=words(body.get("archived")),
            **_by(body, "added_by"),
        )


class _Claim:
    """One annotation on its way into rows."""

    def __init__(self, record: _Record, said: Said) -> None:
        self.record, self.said = record, said
        target = table(said["target"])
        self.state = table(target["state"])
        self.quote, self.position = (table(one) for one in rows(target["selector"]))
        self.number = self.state["revision"]
        self.span = (whole(self.position["start"]) or 0, whole(self.position["end"]) or 0)
        self.key = ""
        self.here: Row = {}

    def add(self) -> None:
        self.key = self.record.add("annotation", **self.marked())
        self.here = self.where() | {"wording": self.record.wording(self.key, self.worded())}
        self.record.add("placement", annotation=self.key, **self.placed(), **self.here)
        counting = self.verdicts(rows(self.said.get("body")))
        self.verdicts(rows(self.said.get("staleBody")), stale=True)
        for decision, note in _decisions(rows(self.said.get("body"))):
            self.decide(decision, note, counting)

    def marked(self) -> Row:
        said = self.said
        around = {name: self.quote[name] for name in ("prefix", "suffix")}
        return {
            "id": str(UUID(said["canonical"].removeprefix(URN))),
            "quote": self.quote["exact"],
            "shelved_at": _moment(said.get("shelved")),
            "shelved_by": _name(said, "shelvedBy"),
            "claim_text": words(said.get("claimText")),
            "claimant": words(said.get("claimant")),
            "claim_date": _day(said.get("claimDate")),
            **around,
            **self.where(),
            **_by(said),
        }

    def where(self) -> Row:
        start, end = self.span
        return {
            "revision": self.record.known["revision", str(self.number)],
            "start": start,
            "end": end,
        }

    def worded(self) -> Worded:
        text, spans = self.record.texts[self.number], self.record.sentences[self.number]
        return Stand(text, self.span, cover(spans, *self.span)).worded

    def placed(self) -> Row:
        spans = self.record.sentences[self.number]
        at = bisect_right(spans, self.span[0], key=lambda span: span[0]) - 1
        return {
            "sentence": self.record.known["sentence", str(self.number), str(at)],
            "passage": self.quote["exact"],
            "change": self.state.get("change", Placement.Change.MADE),
        }

    def verdicts(self, bodies: list[Any], *, stale: bool = False) -> list[str]:
        """The keys of the verdicts in `bodies`, which are added."""
        return [
            self.add_verdict(first, rest)
            for first, *rest in _grouped(map(table, bodies))
            if not first.get("decides") and not (stale and self.would_count(first))
        ]

    def would_count(self, body: Said) -> bool:
        """Whether the verdict would count here, on the desk that it is brought to."""
        until: date | None = _day(body.get("recheckBy"))
        if self.number != max(self.record.texts) or (until and until < timezone.localdate()):
            return False
        return bool(self.about(body)["wording"] == self.here["wording"])

    def about(self, body: Said) -> Row:
        """The words that a verdict judges."""
        judged = table(body.get("judged"))
        if not judged:
            return self.here
        worded = Worded(judged["prefix"], judged["exact"], judged["suffix"])
        return {
            "revision": self.record.known["revision", str(judged["revision"])],
            "start": judged["start"],
            "end": judged["end"],
            "wording": self.record.wording(self.key, worded),
        }

    def add_verdict(self, body: Said, rest: Sequence[Said]) -> str:
        links = [one for one in rest if one.get("purpose") == "linking"]
        return self.record.add(
            "verdict",
            annotation=self.key,
            kind=body["value"],
            reason=words(body.get("reason")),
            note=_note(rest),
            confidence=words(body.get("confidence")),
            caveat=body.get("caveat", False),
            as_of=_day(body.get("asOf")),
            recheck_by=_day(body.get("recheckBy")),
            rule=body["rule"],
            evidence=[self.record.evidence(self.key, link) for link in links],
            **self.about(body),
            **_by(body, "reviewer"),
        )

    def decide(self, body: Said, note: str, votes: list[str]) -> None:
        self.record.add(
            "adjudication",
            annotation=self.key,
            kind=body["value"],
            reason=words(body.get("reason")),
            note=note,
            shows_dissent=body.get("showsDissent", False),
            votes=votes,
            **_by(body, "editor"),
        )


def _grouped(bodies: Iterator[Said]) -> list[list[Said]]:
    """Each body that classifies, with what comes after it."""
    found: list[list[Said]] = []
    for body in bodies:
        if body.get("purpose") == "classifying":
            found.append([body])
        elif found:
            found[-1].append(body)
    return found


def _decisions(bodies: list[Any]) -> Iterator[tuple[Said, str]]:
    for first, *rest in _grouped(map(table, bodies)):
        if first.get("decides"):
            yield first, _note(rest)


def _note(bodies: Sequence[Said]) -> str:
    notes = [one.get("value") for one in bodies if one.get("purpose") == "commenting"]
    return words(notes[0]) if notes else ""


def _by(said: Said, person: str = "created_by") -> Row:
    return {person: _name(said, "creator"), "created_at": _moment(said["created"])}


def _name(said: Said, role: str) -> str | None:
    return table(said.get(role)).get("nickname")


def _moment(said: str | None) -> datetime | None:
    return datetime.strptime(said, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) if said else None


def _day(said: Any) -> date | None:
    return date.fromisoformat(said) if said else None
