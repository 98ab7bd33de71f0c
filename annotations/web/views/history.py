from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from annotations import policy
from annotations.exchange import history_file
from annotations.models import Article
from annotations.reports.timeline import entries, happened
from annotations.services.rates import EXPORTS
from annotations.web.forms.history import TimelineFilter
from annotations.web.throttle import at_most

PAGE = 50


def article_for(user, slug):
    return get_object_or_404(Article.objects.visible_to(user), slug=slug)


@login_required
@require_safe
def show(request, slug):
    policy.require(request.user, policy.READ)
    article = article_for(request.user, slug)
    form = TimelineFilter(request.GET, events=happened(article, request.user))
    page = Paginator(form.found(), PAGE).get_page(request.GET.get("page"))
    context = {
        "article": article,
        "form": form,
        "page": page,
        "entries": entries(page),
        "sees_whole": policy.may(request.user, policy.SEE_WHOLE_HISTORY, article),
        "last": article.events.newest_first().first(),
    }
    status = 200 if form.is_valid() else 422
    return render(request, "history/show.html", context, status=status)


@login_required
@require_safe
@at_most(EXPORTS)
def download(request, slug):
    """The whole history, which tells of everybody's review."""
    article = article_for(request.user, slug)
    policy.require(request.user, policy.SEE_WHOLE_HISTORY, article)
    name = history_file.filename(article, timezone.localdate())
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    lines = history_file.stream(article)
    return StreamingHttpResponse(lines, content_type=history_file.CONTENT_TYPE, headers=headers)
