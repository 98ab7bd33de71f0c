from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from annotations import policy
from annotations.models import Article
from annotations.reports.changes import changed_since, newest_seen
from annotations.web.answers import desk_update
from annotations.web.forms.cursor import Cursor


@login_required
@require_safe
def list(request, slug):
    """What others did since the page's cursor: 204, or the parts of the page that changed."""
    policy.require(request.user, policy.READ)
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    cursor = Cursor(request.GET)
    if not cursor.is_valid():
        return HttpResponseBadRequest("since: a whole number, please.")
    since = cursor.cleaned_data["since"]
    newest = newest_seen(article, request.user)
    if newest <= since:
        return HttpResponse(status=204)
    claims, spans = changed_since(article, since, request.user)
    return desk_update(request, article, claims, spans=spans, since=newest)
