from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from annotations import policy
from annotations.models import Article, Revision
from annotations.models.conflict import Conflict
from annotations.reports import comparison, updates
from annotations.reports.carrying import Fate, plan
from annotations.reports.desk import article_claims, mark_of, paragraphs, read_lines
from annotations.services import holding, revising
from annotations.web.forms.revisions import RestoreForm, TwoRevisions, UpdateForm
from annotations.web.htmx import fragments, wants_fragment

LOOK = (Fate.EDITED, Fate.GONE)  # somebody has to


def article_for(user, slug):
    return get_object_or_404(Article.objects.visible_to(user), slug=slug)


def revision_for(user, slug, number):
    """A revision, with its article."""
    articles = Article.objects.visible_to(user).filter(slug=slug)
    revisions = Revision.objects.filter(article__in=articles).for_reading()
    return get_object_or_404(revisions.select_related("article", "created_by"), number=number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, slug):
    """First what the new text would do, then, once that is agreed to, the next revision."""
    article = article_for(request.user, slug)
    policy.require(request.user, policy.UPDATE_TEXT, article)
    if request.method != "POST":
        return form_page(request, article, UpdateForm.showing(article.current()))
    form = UpdateForm(request.POST, request.FILES)
    if not form.is_valid():
        return form_page(request, article, form, 422)
    held = form.cleaned_data["held"]
    form.draft = holding.with_origin(form.draft, held, by=request.user)
    if not form.is_agreed():
        return preview(request, form, plan(article, form.draft.text))
    try:
        seen = form.cleaned_data["fingerprint"]
        revision = revising.revise(article, form.draft, by=request.user, fingerprint=seen)
    except Conflict as conflict:
        return preview(request, form, conflict.current, 409)
    except ValidationError as refusal:  # somebody pressed the button twice
        messages.info(request, refusal.message)
        return redirect(article)
    holding.release(held, by=request.user)
    return updated(request, revision)


def form_page(request, article, form, status=200, **context):
    context |= {"article": article, "form": form}
    return render(request, "revisions/new.html", context, status=status)


def preview(request, form, planned, status=200):
    """What would become of the claims and sentences, and the form to agree to it."""
    if planned.text == planned.base.text:
        form.add_error("raw", _("This is the text that stands already."))
        return form_page(request, planned.article, form, 422)
    context = {
        "preview": updates.preview(planned),
        "draft": form.draft,
        "conflict": status == 409,
        "other_text": form.is_other_text(),
        "since": form.since(planned.base),
    }
    kept = holding.hold(form.draft, by=request.user)
    shown = form.showing_plan(planned, kept.pk if kept else None)
    return form_page(request, planned.article, shown, status, **context)


def updated(request, revision):
    """Say what became of the claims, and go where somebody has to look at them."""
    article, counts = revision.article, updates.counts_of(revision)
    told = ", ".join(count.text for count in updates.tell(counts))
    text = _("Text updated. Claims: %(told)s.") if told else _("Text updated.")
    undo = reverse("revisions.restore", args=[article.slug, revision.number - 1])
    messages.success(request, text % {"told": told}, extra_tags=f"{undo}?base={revision.number}")
    walk = "?walk=changed" if any(counts[fate] for fate in LOOK) else ""
    there = article.get_absolute_url() + walk
    return HttpResponseClientRedirect(there) if wants_fragment(request) else redirect(there)


@login_required
@require_safe
def list(request, slug):
    policy.require(request.user, policy.READ)
    return list_page(request, article_for(request.user, slug))


def list_page(request, article, status=200, **context):
    context |= {
        "article": article,
        "entries": updates.entries(article),
        "captures": article.captures.for_list(),
        "may_update": policy.may(request.user, policy.UPDATE_TEXT, article),
    }
    return render(request, "revisions/list.html", context, status=status)


@login_required
@require_safe
def show(request, slug, number):
    """The permanent address of a text, with the claims as they stood in it."""
    policy.require(request.user, policy.READ)
    revision = revision_for(request.user, slug, number)
    article = revision.article
    cards = [*article_claims(article, revision, request.user).visible_to(request.user)]
    lines = read_lines(revision, [mark_of(card) for card in cards])
    context = {
        "revision": revision,
        "article": article,
        "newest": article.current().number,
        "lines": lines,
        "cards": cards,
        "paragraphs": paragraphs(lines, cards),
    }
    return render(request, "revisions/show.html", context)


@login_required
@require_POST
def restore(request, slug, number):
    """Bring an older text back, as the next revision; the undo of an update is this too."""
    revision = revision_for(request.user, slug, number)
    policy.require(request.user, policy.UPDATE_TEXT, revision.article)
    form = RestoreForm.sent_with(request)
    if not form.is_valid():
        return refused(request, revision.article, 422, _("Which text did you see? Look again."))
    if form.is_late(revision.article.current()):
        return late(request, revision.article)
    try:
        restored = revising.restore(revision.article, number, by=request.user)
    except Conflict:
        return late(request, revision.article)
    except ValidationError as refusal:
        return refused(request, revision.article, 422, refusal.message)
    return updated(request, restored)


def late(request, article):
    text = _(
        "The text was updated, or its claims were, meanwhile. Nothing was changed: look again."
    )
    return refused(request, article, 409, text)


def refused(request, article, status, text):
    """The list with the reason; the desk, where an undo came from, has a message for it."""
    if wants_fragment(request):
        messages.error(request, text)
        return fragments(request, "shared/_flash.html", status=status, oob=True)
    return list_page(request, article, status, reason=text)


@login_required
@require_safe
def choose(request, slug):
    """From two numbers to the permanent address of their comparison."""
    policy.require(request.user, policy.READ)
    article = article_for(request.user, slug)
    form = TwoRevisions(request.GET)
    if not form.is_valid():
        return list_page(request, article, 422, reason=_("Choose two revisions to compare."))
    return redirect("revisions.compare", slug=article.slug, **form.cleaned_data)


@login_required
@require_safe
def compare(request, slug, old, new):
    policy.require(request.user, policy.READ)
    before, after = (revision_for(request.user, slug, number) for number in (old, new))
    compared = comparison.compare(before, after, request.user)
    context = {"article": after.article, "comparison": compared}
    return render(request, "revisions/compare.html", context)
