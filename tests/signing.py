"""Sign an article off in a test, as an editor who has just looked at it."""

from annotations.models import Article
from annotations.reports.approval import standing
from annotations.services import approving


def set_review(article, **review):
    """Set fields of an article past its verbs, and return it."""
    Article.objects.filter(pk=article.pk).update(**review)
    article.refresh_from_db()
    return article


def sign(article, by, **said):
    return approving.sign_off(article, by=by, digest=standing(article, by).digest, **said)
