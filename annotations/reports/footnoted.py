"""Footnoted: a published document as running text with a numbered footnote on each claim."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from annotations.models import Outcome
from annotations.models.evidence import Evidence
from annotations.models.source import Source
from annotations.models.verdict import Kind, Reason
from annotations.reports.galley import Piece, pieces


class Passage(NamedTuple):
    """Where a claim stands, in code points of the text."""

    number: int
    start: int
    end: int
    look: str


class Stretch(NamedTuple):
    """A sentence."""

    start: int
    text: str


@dataclass(frozen=True)
class Footnote:
    """What is told of one claim, with its codes in words."""

    claim: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        """What the document tells of the claim."""
        return self.claim[name]

    @property
    def label(self) -> str:
        return str(Outcome(self.claim["outcome"]).label)

    @property
    def symbol(self) -> str:
        return Outcome(self.claim["outcome"]).symbol

    @property
    def why(self) -> str:
        """Why it is disputed; "" for anything else."""
        return str(Reason(self.claim["reason"]).label) if self.claim["reason"] else ""

    @property
    def split(self) -> list[tuple[str, str, str]]:
        """What the others say, as the editor had it published: verdict, reason, note."""
        return [
            (
                str(Kind(one["kind"]).label),
                str(Reason(one["reason"]).label) if one["reason"] else "",
                one["note"],
            )
            for one in self.claim["dissent"]
        ]

    @property
    def sources(self) -> list[dict[str, Any]]:
        """The evidence, with stance and kind in words."""
        return [
            item
            | {
                "says": str(Evidence.Stance(item["stance"]).label),
                "rank": str(Source.Kind(item["kind"]).label),
            }
            for item in self.claim["evidence"]
        ]


@dataclass(frozen=True)
class Footnoted:
    """A document (`reports.publication`) made ready for print. No query."""

    content: dict[str, Any]

    @cached_property
    def footnotes(self) -> list[Footnote]:
        return [Footnote(claim) for claim in self.content["claims"]]

    @cached_property
    def paragraphs(self) -> list[list[Piece]]:
        """The text, cut where claims begin and end; [] when passages only are published."""
        grouped = groupby(self.content["sentences"], key=lambda one: one["paragraph"])
        return [
            [piece for sentence in sentences for piece in self._pieces(sentence)]
            for _, sentences in grouped
        ]

    def _pieces(self, sentence: dict[str, Any]) -> list[Piece]:
        start, end = sentence["start"], sentence["end"]
        touching = [one for one in self._passages if one.start < end and start < one.end]
        return [*pieces(Stretch(start, self.content["text"][start:end]), touching)]

    @cached_property
    def _passages(self) -> list[Passage]:
        return [
            Passage(one["number"], one["start"], one["end"], one["outcome"])
            for one in self.content["claims"]
        ]

    @property
    def corrections(self) -> list[dict[str, Any]]:
        """With the outcomes in words."""
        return [
            one | {"was": label(one["before"]), "now": label(one["after"])}
            for one in self.content["corrections"]
        ]


def label(outcome: str) -> str:
    """An outcome in words; "" when the claim is gone."""
    return str(Outcome(outcome).label) if outcome else ""
