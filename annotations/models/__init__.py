"""What is true: one file per noun, with its QuerySet and its verbs."""

from annotations.models.adjudication import Adjudication
from annotations.models.annotation import Annotation
from annotations.models.article import Article
from annotations.models.assignment import Assignment, Membership, Team
from annotations.models.attempt import Attempt
from annotations.models.batch import Batch, BatchRow
from annotations.models.capture import Capture
from annotations.models.desk_rules import DeskRules, EvidenceRule
from annotations.models.event import Event
from annotations.models.evidence import Evidence
from annotations.models.look import Look
from annotations.models.placement import Placement
from annotations.models.publication import Publication
from annotations.models.revision import Revision
from annotations.models.sentence import Sentence
from annotations.models.sign_off import Correction, SignOff
from annotations.models.skip import Skip
from annotations.models.source import Source
from annotations.models.source_text import SourceText
from annotations.models.thread import Comment, Notice, Thread
from annotations.models.tip import Tip
from annotations.models.token import Token
from annotations.models.user import User
from annotations.models.verdict import Outcome, Verdict, combine
from annotations.models.webhook import Delivery, Webhook
from annotations.models.wording import Wording

__all__ = [
    "Adjudication",
    "Annotation",
    "Article",
    "Assignment",
    "Attempt",
    "Batch",
    "BatchRow",
    "Capture",
    "Comment",
    "Correction",
    "Delivery",
    "DeskRules",
    "Event",
    "Evidence",
    "EvidenceRule",
    "Look",
    "Membership",
    "Notice",
    "Outcome",
    "Placement",
    "Publication",
    "Revision",
    "Sentence",
    "SignOff",
    "Skip",
    "Source",
    "SourceText",
    "Team",
    "Thread",
    "Tip",
    "Token",
    "User",
    "Verdict",
    "Webhook",
    "Wording",
    "combine",
]
