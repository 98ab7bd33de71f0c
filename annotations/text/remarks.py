"""A remark in plain text: the web links in it, and the people whom it names with an @."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

LONGEST_NAME = 150  # characters
TRAILING = ".,;:!?'\"”’»)]}…"  # what ends the sentence around a link rather than the link
# No mention: the second half of an e-mail address.
SPECIAL = re.compile(
    r"(?P<link>\bhttps?://[^\s<>\"“”«»]+)|(?<![\w.@+-])@(?P<name>[\w.@+-]+)", re.IGNORECASE
)


class Run(NamedTuple):
    """A stretch of a remark."""

    text: str
    kind: str = "words"  # or "link", "mention"


def runs(text: str, names: Collection[str]) -> list[Run]:
    """`text` cut into words, links and mentions of `names`, which are in lower case.

    Put together they are the text again. Of several names that fit the longest is meant.
    """
    cut, at = [], 0
    for start, run in _special(text, names):
        if at < start:
            cut.append(Run(text[at:start]))
        cut.append(run)
        at = start + len(run.text)
    return cut if at == len(text) else [*cut, Run(text[at:])]


def mentioned(text: str, names: Collection[str]) -> set[str]:
    """Which of `names`, in lower case, the text mentions."""
    return {run.text[1:].lower() for run in runs(text, names) if run.kind == "mention"}


def _special(text: str, names: Collection[str]) -> Iterator[tuple[int, Run]]:
    for found in SPECIAL.finditer(text):
        if link := found["link"]:
            yield found.start(), Run(_ended(link), "link")
        elif name := _named(found["name"], names):
            yield found.start(), Run(f"@{name}", "mention")


def _ended(link: str) -> str:
    """The link without the punctuation behind it; a bracket it opened itself belongs to it."""
    while link[-1] in TRAILING and not (link[-1] == ")" and link.count("(") >= link.count(")")):
        link = link[:-1]
    return link


def _named(written: str, names: Collection[str]) -> str:
    """The longest name with which `written` begins and after which no letter follows, or ""."""
    for end in range(min(len(written), LONGEST_NAME), 0, -1):
        following = written[end : end + 1]
        is_whole = not (following.isalnum() or following == "_")
        if is_whole and written[:end].lower() in names:
            return written[:end]
    return ""
