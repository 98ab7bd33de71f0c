from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.models import Capture
from annotations.services.keeping import found_in, keep
from annotations.web.answers import form_answer, saved
from annotations.web.forms.source_texts import SourceTextForm
from annotations.web.views.evidence import evidence_for


@login_required
@require_safe
def new(request, pk):
    item = evidence_for(request.user, pk)
    policy.require(request.user, policy.ADD_EVIDENCE, item.annotation)
    form = SourceTextForm(auto_id=f"e{pk}_%s")
    return form_answer(request, "source_texts/new", item=item, claim=item.annotation, form=form)


@login_required
@require_POST
def create(request, pk):
    item = evidence_for(request.user, pk)
    claim = item.annotation
    policy.require(request.user, policy.ADD_EVIDENCE, claim)
    form = SourceTextForm(request.POST, request.FILES, auto_id=f"e{pk}_%s")
    if form.accepted_by(keep, item, by=request.user):
        item.refresh_from_db(fields=["checked_at", "quote_start"])
        return saved(request, claim, told_of(item))
    return form_answer(request, "source_texts/new", 422, item=item, claim=claim, form=form)


def told_of(item) -> str:
    if not item.checked_at:
        return _("Text kept. There is no quote to look for.")
    if item.is_broken:
        return _("Text kept. The quote is not in it.")
    return _("Text kept. The quote is in it.")


@login_required
@require_safe
def show(request, pk):
    """The kept text in which the quote was looked for last, with the quote marked."""
    item = evidence_for(request.user, pk)
    policy.require(request.user, policy.READ, item)
    if item.source_text is None:
        raise Http404
    captures = Capture.objects.visible_to(request.user).filter(source=item.source_id)
    pages = captures.filter(text_sha256=item.source_text.sha256).for_list()
    context = {"item": item, "claim": item.annotation, "found": found_in(item), "pages": pages}
    return render(request, "source_texts/show.html", context)
