from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.models.conflict import Conflict
from annotations.web.answers import form_answer, refused, saved
from annotations.web.forms.replies import ReplyForm
from annotations.web.views.evidence import evidence_for


@login_required
@require_safe
def new(request, pk):
    item = evidence_for(request.user, pk)
    policy.require(request.user, policy.JUDGE, item.annotation)
    context = {"item": item, "claim": item.annotation, "form": ReplyForm.showing(item)}
    return form_answer(request, "replies/new", **context)


@login_required
@require_POST
def create(request, pk):
    item = evidence_for(request.user, pk)
    claim = item.annotation
    policy.require(request.user, policy.JUDGE, claim)
    form = ReplyForm(request.POST, auto_id=f"e{pk}_%s")
    try:
        if form.accepted_by(item.answer, by=request.user):
            said = _("Reply saved.") if item.reply else _("Without a reply now.")
            return saved(request, claim, said)
    except Conflict:
        return refused(
            request, claim, 409, _("Somebody else has replied; an editor can change it.")
        )
    return form_answer(request, "replies/new", 422, item=item, claim=claim, form=form)
