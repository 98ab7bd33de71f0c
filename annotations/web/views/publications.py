"""An editor publishes an article, version by version, and takes it off again."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import policy
from annotations.exchange import embedding
from annotations.models import Article, Publication
from annotations.models.conflict import Conflict
from annotations.reports.publication import draft
from annotations.reports.published import document
from annotations.services.publishing import publish
from annotations.web.forms.publications import Extent, PublishForm
from annotations.web.views.revisions import article_for


@login_required
@require_safe
def new(request, slug):
    """What readers would get, the form to let them, and what they got so far."""
    article = article_for(request.user, slug)
    policy.require(request.user, policy.PUBLISH, article)
    return page(request, article, PublishForm.showing(drafted(request, article, request.GET)))


@login_required
@require_POST
def create(request, slug):
    article = article_for(request.user, slug)
    policy.require(request.user, policy.PUBLISH, article)
    form = PublishForm(request.POST, draft=drafted(request, article, request.POST))
    try:
        if form.accepted_by(publish, article, by=request.user):
            messages.success(request, _("Published."))
            return redirect("publications.new", slug=slug)
    except Conflict:
        form = form.about(drafted(request, article, request.POST))
        return page(request, article, form, 409)
    return page(request, article, form, 422)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    """Asked first, since readers lose every version of it."""
    articles = Article.objects.visible_to(request.user)
    versions = Publication.objects.for_list().filter(article__in=articles)
    version = get_object_or_404(versions, pk=pk)
    policy.require(request.user, policy.PUBLISH, version.article)
    if request.method != "POST":
        return render(request, "publications/withdraw.html", {"version": version})
    version.withdraw(by=request.user)
    messages.success(request, _("The article is off the public pages."))
    return redirect("publications.new", slug=version.article.slug)


def drafted(request, article, said):
    """What would be published, as much of it as `said` (GET or POST) asks for."""
    before = article.publications.order_by("-number").defer("content").first()
    return draft(article, request.user, is_quotes_only=Extent(said).is_quotes_only(before))


def page(request, article, form, status=200):
    versions = article.publications.for_list()
    context = {
        "article": article,
        "form": form,
        "draft": form.draft,
        "document": document(form.draft.content),
        "versions": versions,
        "open": next((one for one in versions if not one.ended_at), None),
        "code": embedding.code(article, settings.SITE_URL),
        "is_late": status == 409,
    }
    return render(request, "publications/new.html", context, status=status)
