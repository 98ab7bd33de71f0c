from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from annotations import policy
from annotations.reports.waiting import parts, skipped, upcoming


@login_required
@require_safe
def list(request):
    """What waits for the reader, by article."""
    policy.require(request.user, policy.READ)
    context = {"parts": parts(request.user), "skipped": skipped(request.user)}
    return render(request, "waiting/list.html", context)


@login_required
@require_safe
def next(request):
    """The next claim, on its desk; the list, which says so, when none is left."""
    policy.require(request.user, policy.READ)
    claim = upcoming(request.user)
    return redirect(claim or "waiting")
