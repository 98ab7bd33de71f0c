"""What one may see of the work of others: the blind rule, as a condition that queries carry.

In a blind article a reviewer gets nothing of what others put on a claim until a verdict of their
own on it is in. Editors, who settle what reviewers disagree on, see everything.
"""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

EVERYTHING = Q()


def seen_by(user, *, own: str, claim: str = "annotation", article: str = "") -> Q:
    """Rows that `user` may see.

    `own` is the path to the person who made a row, `claim` to its annotation, `article` to its
    article, by default that of the claim. No query of its own.
    """
    if user.sees_everything:
        return EVERYTHING
    path = article or f"{claim}__article"
    return Q(**{f"{path}__is_blind": False}) | Q(**{own: user}) | has_judged(user, claim)


def has_judged(user, claim: str) -> Q:
    """Whether `user` has an open verdict on the annotation at the path `claim`."""
    verdicts = apps.get_model("annotations", "Verdict").objects
    mine = verdicts.filter(annotation=OuterRef(claim), reviewer=user, ended_at=None)
    return Q(Exists(mine))


def has_judged_all(user, article: str) -> Q:
    """Whether `user` has an open verdict on every claim of the article at the path `article`."""
    claims = apps.get_model("annotations", "Annotation").objects.present()
    waiting = claims.filter(article=OuterRef(article)).exclude(has_judged(user, "pk"))
    return ~Q(Exists(waiting))


class BlindQuerySet(models.QuerySet):
    """Rows that hang on a claim and are hidden by the blind rule; `own` names who made them."""

    own = "added_by"

    def visible_to(self, user):
        """What `user` may see of them."""
        return self.filter(seen_by(user, own=self.own))
