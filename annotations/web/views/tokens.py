from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.models import Token
from annotations.models.token import WRITES
from annotations.web.forms.tokens import TokenForm


@login_required
@require_safe
def list(request):
    policy.require(request.user, policy.OWN_TOKENS)
    return page(request, TokenForm())


@login_required
@never_cache
@require_POST
def create(request):
    """The words of a new token are on this one answer, and nowhere else."""
    policy.require(request.user, policy.OWN_TOKENS)
    form = TokenForm(request.POST)
    if not form.is_valid():
        return page(request, form, status=422)
    token, words = Token.issue(request.user, **form.cleaned_data)
    return page(request, TokenForm(), made=token, words=words)


@login_required
@require_POST
def revoke(request, pk):
    token = get_object_or_404(Token, pk=pk)
    policy.require(request.user, policy.REVOKE_TOKEN, token)
    token.revoke()
    messages.success(request, _("Revoked: it opens nothing any more."))
    return redirect("tokens")


@login_required
@require_safe
def guide(request):
    """How a program uses the desk: a page without scripts, and the description as a file."""
    policy.require(request.user, policy.OWN_TOKENS)
    return render(request, "tokens/guide.html", {"writes": WRITES})


def page(request, form, status=200, **made):
    tokens = request.user.tokens.order_by("revoked_at", "-created_at", "-pk")
    context = {"form": form, "tokens": tokens, **made}
    return render(request, "tokens/list.html", context, status=status)
