"""What every template may ask for. Nothing here reads the database until a template asks."""

from functools import cache

from annotations import policy
from annotations.models import Article, Tip
from annotations.reports import inbox


def csp_nonce(request):
    """The nonce under the name that django-htmx's tags read."""
    return {"csp_nonce": getattr(request, "csp_nonce", "")}


class Abilities:
    """`{{ can.export }}`: the policy table's answers for the signed-in user, asked lazily.

    Only for what needs no object; what one may do to one thing, its view hands to the template.
    """

    def __init__(self, user):
        self.user = user

    def __getitem__(self, action):
        return action in policy.TABLE and policy.may(self.user, action)


def abilities(request):
    """No user yet when a middleware refuses early: then nobody can do anything."""
    user = getattr(request, "user", None)
    return {"can": Abilities(user)} if user is not None else {}


def unread(request):
    """`{{ unread }}`: how many notices wait for the signed-in user; `{{ tips_waiting }}`: how many
    tips of readers do, for an editor. One query each once a template asks, none for who has no role
    here. Who asks is looked at only then: a public page never does.
    """
    user = getattr(request, "user", None)

    def notices():
        return inbox.unread(user) if user is not None and user.is_authenticated else 0

    def tips():
        if user is None or not policy.may(user, policy.HANDLE_TIPS):
            return 0
        return Tip.objects.waiting().of_articles(Article.objects.visible_to(user)).count()

    return {"unread": cache(notices), "tips_waiting": cache(tips)}
