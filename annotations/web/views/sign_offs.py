from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policy
from annotations.models import Article, SignOff
from annotations.models.conflict import Conflict
from annotations.reports.approval import approval, newest_changes, standing
from annotations.services import approving
from annotations.web.forms.sign_offs import SignOffForm
from annotations.web.views.revisions import article_for


@login_required
@require_safe
def new(request, slug):
    """What stands in the way of a sign-off, and the form for it when nothing does."""
    article = article_for(request.user, slug)
    policy.require(request.user, policy.SIGN_OFF, article)
    return page(request, article, SignOffForm.showing(standing(article, request.user)))


@login_required
@require_POST
def create(request, slug):
    article = article_for(request.user, slug)
    policy.require(request.user, policy.SIGN_OFF, article)
    form = SignOffForm(request.POST, standing=standing(article, request.user))
    try:
        if form.accepted_by(approving.sign_off, article, by=request.user):
            messages.success(request, _("Signed off."))
            return redirect("ledger.show", slug=slug)
    except Conflict:
        form = form.about(standing(article, request.user))
        return page(request, article, form, 409)
    return page(request, article, form, 422)


def page(request, article, form, status=200):
    newest = approval(article, request.user)
    context = {
        "article": article,
        "form": form,
        "standing": form.standing,
        "approval": newest,
        "changes": newest_changes(newest, article) if newest else [],
        "history": article.sign_offs.for_list(),
        "is_late": status == 409,
    }
    return render(request, "sign_offs/new.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    """Asked first: what is taken back can only be signed anew."""
    articles = Article.objects.visible_to(request.user)
    signed = SignOff.objects.for_list().select_related("article").filter(article__in=articles)
    sign_off = get_object_or_404(signed, pk=pk)
    policy.require(request.user, policy.SIGN_OFF, sign_off.article)
    if request.method != "POST":
        return render(request, "sign_offs/withdraw.html", {"sign_off": sign_off})
    sign_off.withdraw(by=request.user)
    messages.success(request, _("The sign-off is taken back."))
    return redirect("sign_offs.new", slug=sign_off.article.slug)
