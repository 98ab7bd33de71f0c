"""What is true: one file per noun, with its QuerySet and its verbs."""

from annotations.models.annotation import Annotation
from annotations.models.article import Article
from annotations.models.event import Event
from annotations.models.evidence import Evidence
from annotations.models.placement import Placement
from annotations.models.revision import Revision
from annotations.models.sentence import Sentence
from annotations.models.source import Source
from annotations.models.user import User
from annotations.models.verdict import Outcome, Verdict, combine
from annotations.models.wording import Wording

__all__ = [
    "Annotation",
    "Article",
    "Event",
    "Evidence",
    "Outcome",
    "Placement",
    "Revision",
    "Sentence",
    "Source",
    "User",
    "Verdict",
    "Wording",
    "combine",
]
