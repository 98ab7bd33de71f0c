"""One sentence, with what stands around it and in it, for one reader."""

from dataclasses import dataclass

from annotations.models import Annotation, Sentence
from annotations.reports.desk import article_claims


@dataclass(frozen=True)
class Around:
    """A sentence, the one after it, how many there are, and the claims that touch it."""

    sentence: Sentence
    following: Sentence | None
    count: int
    claims: list[Annotation]


def around(sentence: Sentence, user) -> Around:
    """Read what its page shows. Nine queries, however many claims."""
    revision = sentence.revision
    touching = revision.placements.filter(start__lt=sentence.end, end__gt=sentence.start)
    claims = article_claims(revision.article, revision, user).visible_to(user)
    return Around(
        sentence=sentence,
        following=revision.sentences.filter(number=sentence.number + 1).first(),
        count=revision.sentences.count(),
        claims=list(claims.filter(pk__in=touching.values("annotation"))),
    )
