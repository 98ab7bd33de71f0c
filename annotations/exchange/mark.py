"""A passage that somebody marked elsewhere, as the readers of other tools' files give it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from annotations.models.verdict import Kind, Reason
from annotations.services.importing import Piece


@dataclass(frozen=True)
class Mark:
    """What a row says. The article is known by its title, its address or its whole `text`.

    `start` is where the quote began there, in code points, if that is known; `person` the user name
    of who marked it, "" for whoever brings the file in.
    """

    number: int
    quote: str
    title: str = ""
    address: str = ""
    text: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    labels: tuple[str, ...] = ()
    note: str = ""
    url: str = ""
    person: str = ""
    home: str = ""  # the article's own address at a desk
    key: UUID | None = None  # the claim's identifier, if it had one
    evidence: tuple[Piece, ...] = ()
    grounds: dict[str, Any] = field(default_factory=dict)  # what else the verdict says
    claim: dict[str, Any] = field(default_factory=dict)  # `Annotation.CLAIM`

    def verdict(self) -> tuple[str, str]:
        """Verdict and reason by the first label that is a word of ours; empty without one."""
        for label in self.labels:
            word = "_".join(label.casefold().split())
            if word in Kind.values:
                reasons = ["_".join(other.casefold().split()) for other in self.labels]
                return word, next((one for one in reasons if one in Reason.values), "")
            if word in Reason.values:
                return Kind.DISPUTED.value, word
        return "", ""


def words(value: Any) -> str:
    """A value of somebody's JSON where words should be."""
    return value if isinstance(value, str) else ""


def table(value: Any) -> dict[str, Any]:
    """A value of somebody's JSON where an object should be."""
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[Any]:
    """A value of somebody's JSON where a list should be."""
    return value if isinstance(value, list) else []


def whole(value: Any) -> int | None:
    """A value of somebody's JSON where an offset should be."""
    return value if type(value) is int and value >= 0 else None


def from_utf16(text: str, offset: int) -> int:
    """An offset in UTF-16 units, as JavaScript counts, in code points."""
    return len(text.encode("utf-16-le")[: 2 * offset].decode("utf-16-le", "ignore"))
