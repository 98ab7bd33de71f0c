from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations import policy
from annotations.models import Article
from annotations.reports.recheck import queue
from annotations.web.forms.recheck import RecheckFilter


@login_required
@require_safe
def show(request):
    """The verdicts that do not count any more, or soon will not."""
    policy.require(request.user, policy.READ)
    form = RecheckFilter(request.GET)
    articles = form.narrow(Article.objects.visible_to(request.user))
    groups = queue(request.user, articles, mine=form.is_mine())
    context = {"groups": groups, "form": form, "mine": form.is_mine(), "article": form.of}
    return render(request, "recheck/show.html", context)
