from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from annotations import policy
from annotations.models import Adjudication, Annotation, Article
from annotations.models.conflict import Conflict
from annotations.reports.case import case, changes
from annotations.reports.contested import acceptable, differences, entries, overruled, queue
from annotations.services import settling
from annotations.web.answers import form_answer
from annotations.web.forms.adjudications import AcceptForm, AdjudicationForm, QueueFilter
from annotations.web.forms.verdicts import Supersedes
from annotations.web.htmx import wants_fragment
from annotations.web.views.annotations import claim_for

PAGE = 50


def article_for(user, slug):
    return get_object_or_404(Article.objects.visible_to(user), slug=slug)


def decision_for(user, pk):
    claims = Annotation.objects.visible_to(user).present()
    decisions = Adjudication.objects.visible_to(user).select_related("annotation__article")
    return get_object_or_404(decisions.filter(annotation__in=claims), pk=pk)


@login_required
@require_safe
def list(request):
    """The queue: what waits for an editor."""
    policy.require(request.user, policy.ADJUDICATE)
    chosen = QueueFilter(request.GET)
    article = article_for(request.user, chosen.slug()) if chosen.slug() else None
    found = queue(request.user, chosen.chosen(), article)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = entries([*page], request.user)
    context = {"filter": chosen, "article": article, "page": page, "rows": rows}
    return render(request, "adjudications/list.html", context)


@login_required
@require_safe
def show(request, pk):
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.ADJUDICATE, claim)
    now = case(claim, request.user)
    return form_answer(request, "adjudications/show", case=now, form=AdjudicationForm.showing(now))


@login_required
@require_POST
def create(request, pk):
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.ADJUDICATE, claim)
    form = AdjudicationForm(request.POST)
    try:
        if form.accepted_by(claim.adjudicate, by=request.user):
            return settled(request, claim, _("Decision saved."), undo_of(form.result))
    except Conflict:
        now = case(claim, request.user)
        changed = changes(now, form.seen(), request.user)
        context = {"case": now, "form": form.knowing(now), "changed": changed}
        return form_answer(request, "adjudications/show", 409, **context)
    now = case(claim, request.user)
    return form_answer(request, "adjudications/show", 422, case=now, form=form)


@login_required
@require_POST
def withdraw(request, pk):
    decision = decision_for(request.user, pk)
    policy.require(request.user, policy.ADJUDICATE, decision.annotation)
    try:
        decision.withdraw(by=request.user)
    except Conflict:
        return refused(request, decision.annotation, _("This decision was replaced already."))
    undo = reverse("adjudications.reinstate", args=[pk])
    return settled(request, decision.annotation, _("Decision taken back."), undo)


@login_required
@require_POST
def reinstate(request, pk):
    decision = decision_for(request.user, pk)
    policy.require(request.user, policy.ADJUDICATE, decision.annotation)
    form = Supersedes.sent_with(request)
    try:
        if form.accepted_by(settling.reinstate, decision, by=request.user):
            text = _("Decision put back.")
            return settled(request, decision.annotation, text, undo_of(form.result))
    except Conflict:
        text = _("Other verdicts count by now, or it was decided anew. Look again.")
        return refused(request, decision.annotation, text)
    return refused(request, decision.annotation, _("This cannot be put back."), 422)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request, slug):
    """First the claims on which all agree, then, once that is agreed to, a decision on each."""
    article = article_for(request.user, slug)
    policy.require(request.user, policy.ADJUDICATE, article)
    if request.method != "POST":
        return preview(request, acceptable(article, request.user))
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return preview(request, acceptable(article, request.user), 422)
    try:
        made = settling.accept(article, by=request.user, **form.cleaned_data)
    except Conflict as conflict:
        return preview(request, conflict.current, 409)
    return accepted(request, article, len(made))


@login_required
@require_safe
def decisions(request):
    """What editors decided otherwise than the reader."""
    policy.require(request.user, policy.READ)
    page = Paginator(overruled(request.user), PAGE).get_page(request.GET.get("page"))
    rows = differences([*page], request.user)
    return render(request, "adjudications/decisions.html", {"page": page, "rows": rows})


# -- answers --------------------------------------------------------------------------------------


def undo_of(decision) -> str:
    """The address that takes it back: to the one before it, if that would still hold."""
    before = decision.replaced()
    if before is None or before.votes != decision.votes:
        return reverse("adjudications.withdraw", args=[decision.pk])
    there = reverse("adjudications.reinstate", args=[before.pk])
    return f"{there}?supersedes={decision.pk}"


def settled(request, claim, text, undo):
    messages.success(request, text, extra_tags=undo)
    return to(request, reverse("adjudications.show", args=[claim.pk]))


def refused(request, claim, text, status=409):
    """The claim as it stands by now, and why nothing was written."""
    now = case(claim, request.user)
    context = {"case": now, "form": AdjudicationForm.showing(now), "refusal": text}
    return form_answer(request, "adjudications/show", status, **context)


def preview(request, batch, status=200):
    form = AcceptForm(initial={"fingerprint": batch.fingerprint})
    context = {"batch": batch, "form": form, "status": status}
    return render(request, "adjudications/accept.html", context, status=status)


def accepted(request, article, count):
    text = ngettext("%(n)d claim settled.", "%(n)d claims settled.", count) % {"n": count}
    messages.success(request, text)
    return to(request, reverse("adjudications") + f"?article={article.slug}")


def to(request, address):
    wanted = wants_fragment(request)
    return HttpResponseClientRedirect(address) if wanted else redirect(address)
