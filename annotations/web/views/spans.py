from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import policy
from annotations.models.conflict import Conflict
from annotations.web.answers import form_answer, refused, saved
from annotations.web.forms.annotations import VersionForm
from annotations.web.forms.spans import SpanForm
from annotations.web.views.annotations import claim_for


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Move the ends of a claim; one whose text is gone is attached again."""
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.MOVE_CLAIM, claim)
    if request.method != "POST":
        return form_answer(request, "annotations/span", claim=claim, form=SpanForm.showing(claim))
    form = SpanForm(SpanForm.said_in(request), claim=claim)
    before = claim.place
    try:
        if form.accepted_by(claim.move, by=request.user):
            return moved(request, claim, before)
    except Conflict as conflict:
        return not_moved(request, conflict.current, 409, form.renewed(conflict.current), form)
    return not_moved(request, claim, 422, form)


def moved(request, claim, before):
    """Say so, with the way back; `before` is where it stood, None for an orphan."""
    if before is None:
        undo = reverse("spans.remove", args=[claim.pk]) + f"?version={claim.version}"
        return saved(request, claim, _("Claim attached again."), undo)
    spans = [(before.start, before.end)]
    return saved(request, claim, _("Ends moved."), way_back(claim, before), spans=spans)


def not_moved(request, claim, status, form, conflict=None):
    """The form again; an undo has none to show. `conflict` is the one that came too late."""
    if (conflict or form).is_undo:
        return refused(request, claim, status, _("The claim has changed since. Look again."))
    context = {"claim": claim, "form": form, "conflict": conflict}
    return form_answer(request, "annotations/span", status, **context)


def way_back(claim, place) -> str:
    """The address that puts `claim` back to `place`, in the newest revision."""
    said = {"start": place.start, "end": place.end, "revision": claim.article.current().number}
    query = urlencode(said | {"version": claim.version})
    return reverse("spans.edit", args=[claim.pk]) + f"?{query}"


@login_required
@require_POST
def remove(request, pk):
    """The undo of attaching: an orphan again."""
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.MOVE_CLAIM, claim)
    form = VersionForm.sent_with(request)
    place = claim.place
    try:
        if form.accepted_by(claim.detach, by=request.user):
            return taken_off(request, claim, place)
    except Conflict:
        return refused(request, claim, 409, _("This claim was changed meanwhile. Look again."))
    return refused(request, claim, 422, _("Which version of the claim? Reload the page."))


def taken_off(request, claim, place):
    """Back in the tray; `place` is where it stood, None when somebody was faster."""
    undo = way_back(claim, place) if place else ""
    spans = [(place.start, place.end)] if place else []
    return saved(request, claim, _("Back in the tray."), undo, spans=spans)
