from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations import policy
from annotations.models.conflict import Conflict
from annotations.web.answers import refused, saved
from annotations.web.forms.annotations import VersionForm
from annotations.web.views.annotations import claim_for


@login_required
@require_POST
def shelve(request, pk):
    """Keep a claim whose text is gone as history, out of the tray."""
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.MOVE_CLAIM, claim)
    form = VersionForm.sent_with(request)
    try:
        if form.accepted_by(claim.shelve, by=request.user):
            undo = reverse("orphans.unshelve", args=[pk])
            return saved(request, claim, _("Kept as history."), undo)
    except Conflict:
        return refused(request, claim, 409, _("This claim was changed meanwhile. Look again."))
    return refused(request, claim, 422, _("Which version of the claim? Reload the page."))


@login_required
@require_POST
def unshelve(request, pk):
    claim = claim_for(request.user, pk)
    policy.require(request.user, policy.MOVE_CLAIM, claim)
    claim.unshelve(by=request.user)
    undo = reverse("orphans.shelve", args=[pk]) + f"?version={claim.version}"
    return saved(request, claim, _("Back in the tray."), undo)
