"""Articles and sources by their address, a second look at a page, and what was kept of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.models import Capture
from annotations.services import holding, pages
from annotations.text.refusal import TextRefused
from annotations.web import throttle
from annotations.web.answers import form_answer, saved
from annotations.web.forms.articles import ArticleForm
from annotations.web.forms.fetches import FetchForm
from annotations.web.forms.revisions import UpdateForm
from annotations.web.forms.source_texts import SourceTextForm
from annotations.web.views.evidence import evidence_for
from annotations.web.views.intake import preview_of
from annotations.web.views.revisions import article_for, form_page
from annotations.web.views.source_texts import told_of

PER_HOUR = 30
INERT = "sandbox; default-src 'none'"


def refused(request) -> str:
    """Why nothing is fetched for this person now; "" when it is."""
    wait = throttle.seconds_until_free(request, f"fetches-{request.user.pk}", PER_HOUR)
    minutes = wait // 60 + 1
    return _("Too many pages in an hour. Wait %(n)s minutes.") % {"n": minutes} if wait else ""


@login_required
@require_POST
def create(request):
    """The sentences of the article at an address, in the form that saves it."""
    policy.require(request.user, policy.FETCH)
    form = FetchForm(request.POST)
    if not form.is_valid():
        return new_page(request, form, 422)
    if why := refused(request):
        form.add_error("url", why)
        return new_page(request, form, 429)
    try:
        draft = pages.read(form.cleaned_data["url"])
    except TextRefused as refusal:
        form.add_error("url", refusal.message)
        return new_page(request, form, 422)
    kept = holding.hold(draft, by=request.user)
    filled = ArticleForm.of(draft, kept.pk if kept else None)
    if not filled.is_valid():
        return render(request, "articles/new.html", {"form": filled, "fetch": form}, status=422)
    context = {"form": filled, "fetch": form, **preview_of(filled)}
    return render(request, "articles/new.html", context)


def new_page(request, form, status):
    context = {"form": ArticleForm(), "fetch": form}
    return render(request, "articles/new.html", context, status=status)


@login_required
@require_POST
def check(request, slug):
    """Whether the page of an article is another by now; its text opens in the update form."""
    article = article_for(request.user, slug)
    policy.require(request.user, policy.UPDATE_TEXT, article)
    why = refused(request) if article.source_url else _("The article has no original address.")
    try:
        look = None if why else pages.look_again(article, by=request.user)
    except TextRefused as refusal:
        look, why = None, refusal.message
    if look is None or look.found == pages.Found.SAME:
        messages.info(request, why or _("The page has the same text as before."))
        return redirect("revisions", article.slug)
    said = {"raw": look.draft.text, "raw_kind": "text", "base": article.current().number}
    messages.info(request, _("The page has another text now: here it is. Look what it would do."))
    return form_page(request, article, UpdateForm(initial=said))


@login_required
@require_POST
def source(request, pk):
    """Keep the text of a source as it stands at its link, and look for the quote in it."""
    item = evidence_for(request.user, pk)
    claim = item.annotation
    policy.require(request.user, policy.ADD_EVIDENCE, claim)
    why = refused(request)
    try:
        if not why:
            pages.keep_source(item, by=request.user)
    except TextRefused as refusal:
        why = refusal.message
    if why:
        form = SourceTextForm(auto_id=f"e{pk}_%s")
        context = {"item": item, "claim": claim, "form": form, "why": why}
        return form_answer(request, "source_texts/new", 422, **context)
    item.refresh_from_db(fields=["checked_at", "quote_start"])
    return saved(request, claim, told_of(item))


@login_required
@require_safe
def capture(request, pk):
    """The bytes as they came in, as a file that no browser opens."""
    kept = get_object_or_404(Capture.objects.visible_to(request.user), pk=pk)
    policy.require(request.user, policy.READ)
    name = content_disposition_header(True, f"capture-{kept.sha256[:12]}.bin")
    headers = {"Content-Disposition": name, "Content-Security-Policy": INERT}
    content = bytes(kept.content)
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)
