"""Published: a version as readers see it: its document with words for codes and days for dates."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.translation import ngettext

from annotations.models import Correction, Evidence, Outcome, Publication, Source, Verdict
from annotations.reports.desk import Line, Mark
from annotations.reports.galley import Piece, pieces

Told = dict[str, Any]


@dataclass(frozen=True)
class Numbered(Mark):
    """A mark with the number under which its claim is told."""

    number: int

    @property
    def look(self) -> str:
        return self.outcome


@dataclass(frozen=True)
class Paragraph:
    number: int
    lines: list[Line]
    claims: list[Told]  # those whose passage begins here

    @property
    def pieces(self) -> list[Piece]:
        """Its text, cut where claims begin and end, for numbered footnotes."""
        return [piece for line in self.lines for piece in pieces(line, line.marks)]


@dataclass(frozen=True)
class Document:
    """What a version says; claims and corrections as `reports.publication` documents them, with
    `look`, labels and `words`, all that is said of a claim, added.
    """

    said: Told
    claims: list[Told]
    paragraphs: list[Paragraph]  # none when passages only are published
    corrections: list[Told]

    @property
    def counts(self) -> list[tuple[Outcome, int]]:
        """How many claims have which outcome, in the order in which pages show them."""
        found = Counter(claim["look"] for claim in self.claims)
        return [(look, found[look]) for look in Outcome if found[look]]

    @property
    def published_on(self) -> date | None:
        return day(self.said["article"]["published_on"])

    @property
    def signed_at(self) -> date | None:
        return day(self.said["sign_off"] and self.said["sign_off"]["at"])

    @property
    def summary(self) -> str:
        """One line: how many claims were checked, and what became of them."""
        n = len(self.claims)
        told = ngettext("%(n)s claim checked", "%(n)s claims checked", n) % {"n": n}
        return f"{told}: {', '.join(f'{n} {look.label.lower()}' for look, n in self.counts)}."

    def told_of(self, claim: Told) -> str:
        """One line about a claim of it: what we say, and where it stands."""
        said = [str(claim["look"].label), claim["reason_label"], *claim["words"][:1]]
        words = ": ".join(word for word in said if word)
        return f"{shortened(words)} · {self.said['article']['title']}"

    def claim(self, key: UUID) -> Told | None:
        return next((claim for claim in self.claims if claim["id"] == str(key)), None)


def shortened(words: str, most: int = 200) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def document(content: Told) -> Document:
    """What `content` of a Publication, or of a draft, says. No query."""
    corrections = [corrected(one) for one in content["corrections"]]
    claims = [readable(claim, corrections) for claim in content["claims"]]
    return Document(content, claims, paragraphs(content, claims), corrections)


def paragraphs(content: Told, claims: list[Told]) -> list[Paragraph]:
    lines = lines_of(content, claims)
    beside: dict[int, list[Told]] = {}
    for claim in claims:
        if lines:
            beside.setdefault(lines[claim["sentence"] - 1].paragraph, []).append(claim)
    return [
        Paragraph(number, list(group), beside.get(number, []))
        for number, group in groupby(lines, key=lambda line: line.paragraph)
    ]


def lines_of(content: Told, claims: list[Told]) -> list[Line]:
    """The sentences with their marks."""
    text = content["text"]
    lines = [
        Line(0, one["number"], one["paragraph"], one["start"], one["end"], "", text=cut(text, one))
        for one in content["sentences"]
    ]
    starts = [line.start for line in lines]
    for claim in claims:
        span = claim["start"], claim["end"]
        mark = Numbered(UUID(claim["id"]), *span, claim["outcome"], False, claim["number"])
        first, last = bisect_right(starts, mark.start) - 1, bisect_right(starts, mark.end - 1)
        for line in lines[first:last]:
            line.marks.append(mark)
    return lines


def cut(text: str, span: Told) -> str:
    return text[span["start"] : span["end"]]


def readable(claim: Told, corrections: list[Told]) -> Told:
    """A claim with what a page shows of it."""
    days = {name: day(claim[name]) for name in ("claim_date", "as_of", "recheck_by", "judged_at")}
    decision = claim["decision"]
    return (
        claim
        | days
        | looked(claim["outcome"], claim["reason"])
        | {
            "decision": decision and decision | {"at": day(decision["at"])},
            "words": [decision["note"], *claim["notes"]] if decision else claim["notes"],
            "evidence": [cited(item) for item in claim["evidence"]],
            "dissent": [vote | looked(vote["kind"], vote["reason"]) for vote in claim["dissent"]],
            "corrections": [one for one in corrections if one["claim"] == claim["id"]],
        }
    )


def looked(outcome: str, reason: str) -> Told:
    return {
        "look": Outcome(outcome),
        "reason_label": str(Verdict.Reason(reason).label) if reason else "",
    }


def cited(item: Told) -> Told:
    return item | {
        "opened_on": day(item["opened_on"]),
        "stance_label": Evidence.Stance(item["stance"]).label,
        "kind_label": Source.Kind(item["kind"]).label,
    }


def corrected(one: Told) -> Told:
    after = Outcome(one["after"]) if one["after"] else None
    return one | {"before": Outcome(one["before"]), "after": after, "at": day(one["at"])}


def day(said: str | None) -> date | None:
    """A day or a time, as `reports.publication` writes them."""
    if not said:
        return None
    return datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)


def public_corrections():
    """Every correction of what the public may read, the newest first."""
    told = Correction.objects.filter(publication__in=Publication.objects.public())
    return told.order_by("-created_at", "-pk")


def corrections_log():
    """`public_corrections` with the title that the version of each says. One query, once it is
    asked.
    """
    told = public_corrections()
    article = KeyTransform("article", "publication__content")
    said = {f"said_{name}": KeyTextTransform(name, article) for name in ("title", "language")}
    rows = told.select_related("publication__article").defer("publication__content")
    return rows.annotate(**said)
