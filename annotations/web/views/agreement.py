from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotations import policy
from annotations.models import Article
from annotations.reports.agreement import agreement, differences
from annotations.web.forms.agreement import PairForm


@login_required
@require_safe
def list(request):
    """Of the whole desk."""
    policy.require(request.user, policy.RUN_DESK)
    return page(request)


@login_required
@require_safe
def show(request, slug):
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    policy.require(request.user, policy.SEE_WHOLE_HISTORY, article)
    return page(request, article)


def page(request, article=None):
    found = agreement(request.user, article)
    form = PairForm(request.GET, people=found.people)
    chosen = form.chosen()
    pair = found.pair(*chosen) if chosen else None
    context = {
        "article": article,
        "agreement": found,
        "form": form,
        "pair": pair,
        "differences": differences(found, request.user, pair),
    }
    status = 200 if form.is_valid() else 422
    return render(request, "agreement/show.html", context, status=status)
