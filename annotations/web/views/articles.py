from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotations import policy
from annotations.models import Article
from annotations.reports.approval import approval
from annotations.reports.changes import newest_seen
from annotations.reports.desk import desk
from annotations.reports.progress import by_article
from annotations.web.forms.annotations import NewClaimForm
from annotations.web.forms.article_search import Arrival, ArticleSearch

PAGE = 30


@login_required
@require_safe
def list(request):
    policy.require(request.user, policy.READ)
    search = ArticleSearch(request.GET)
    found = search.narrow(Article.objects.visible_to(request.user).for_list())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    progress = by_article([*page], request.user)
    rows = [(article, progress[article.pk]) for article in page]
    context = {"search": search, "page": page, "rows": rows}
    return render(request, "articles/list.html", context)


@login_required
@require_safe
def show(request, slug):
    policy.require(request.user, policy.READ)
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    whole = desk(article, request.user)
    arrival = Arrival(request.GET)
    context = {
        "desk": whole,
        "opened": arrival.opened(),
        "walk": arrival.walk_through(),
        "may_update": policy.may(request.user, policy.UPDATE_TEXT, article),
        "approval": approval(article, request.user),
        "since": newest_seen(article, request.user),
        "form": NewClaimForm(revision=whole.revision, auto_id="words_%s"),
    }
    return render(request, "articles/show.html", context)
