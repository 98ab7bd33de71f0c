"""What every template may ask for. Nothing here reads the database until a template asks."""

from annotations import policy


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
