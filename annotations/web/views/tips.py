"""What readers sent, for editors to decide on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policy
from annotations.models import Article, Tip
from annotations.models.conflict import Conflict
from annotations.services import tipping
from annotations.web.forms.tips import DismissForm, TakeForm, TipFilter

PER_PAGE = 20


def tip_for(user, pk):
    articles = Article.objects.visible_to(user)
    return get_object_or_404(Tip.objects.of_articles(articles).for_list(), pk=pk)


@login_required
@require_safe
def list(request):
    policy.require(request.user, policy.HANDLE_TIPS)
    form = TipFilter(request.GET)
    tips = form.narrow(Tip.objects.all(), Article.objects.visible_to(request.user))
    rows = Paginator(tips.for_list(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "tips/list.html", {"page": rows, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take(request, pk):
    """Opened and read first: it goes on the card in the editor's own words."""
    tip = tip_for(request.user, pk)
    policy.require(request.user, policy.HANDLE_TIPS, tip)
    if request.method != "POST":
        return take_page(request, tip, TakeForm.showing(tip))
    form = TakeForm(request.POST)
    try:
        if form.accepted_by(tipping.take, tip, by=request.user):
            return decided(request, tip, _("Taken as evidence."))
    except Conflict:
        return late(request, tip)
    return take_page(request, tip, form, 422)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dismiss(request, pk):
    tip = tip_for(request.user, pk)
    policy.require(request.user, policy.HANDLE_TIPS, tip)
    if request.method != "POST":
        return render(request, "tips/dismiss.html", {"tip": tip, "form": DismissForm()})
    form = DismissForm(request.POST)
    try:
        if form.accepted_by(tipping.dismiss, tip, by=request.user):
            return decided(request, tip, _("Dismissed."))
    except Conflict:
        return late(request, tip)
    return render(request, "tips/dismiss.html", {"tip": tip, "form": form}, status=422)


@login_required
@require_POST
def reopen(request, pk):
    tip = tip_for(request.user, pk)
    policy.require(request.user, policy.HANDLE_TIPS, tip)
    tipping.reopen(tip, by=request.user)
    messages.success(request, _("It waits again."))
    return redirect("tips")


def take_page(request, tip, form, status=200):
    return render(request, "tips/take.html", {"tip": tip, "form": form}, status=status)


def decided(request, tip, text):
    messages.success(request, text, extra_tags=reverse("tips.reopen", args=[tip.pk]))
    return redirect("tips")


def late(request, tip):
    """Somebody else has decided: how it stands now, and nothing was changed."""
    return render(request, "tips/decided.html", {"tip": tip}, status=409)
