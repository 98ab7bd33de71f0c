from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from annotations import policy
from annotations.exchange import markdown_report, pack
from annotations.reports import publication
from annotations.reports.published import document
from annotations.reports.readiness import readiness as read_readiness
from annotations.services.rates import EXPORTS
from annotations.web.throttle import at_most
from annotations.web.views.revisions import article_for


def whole(request, slug):
    """An article of which the person may see everybody's work, which these pages tell."""
    article = article_for(request.user, slug)
    policy.require(request.user, policy.SEE_WHOLE_HISTORY, article)
    return article


@login_required
@require_safe
def show(request, slug):
    """What would be published now, with footnotes, to be read or printed."""
    article = whole(request, slug)
    printed = document(publication.draft(article, request.user).content)
    return render(request, "reports/show.html", {"article": article, "printed": printed})


@login_required
@require_safe
@at_most(EXPORTS)
def markdown(request, slug):
    article = whole(request, slug)
    text = markdown_report.report(publication.draft(article, request.user).content)
    name = f"report-{article.slug}-{timezone.localdate().isoformat()}.md"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(text, content_type=markdown_report.CONTENT_TYPE, headers=headers)


@login_required
@require_safe
def readiness(request, slug):
    article = whole(request, slug)
    context = {"article": article, "readiness": read_readiness(article, request.user)}
    return render(request, "readiness/show.html", context)


@login_required
@require_safe
@at_most(EXPORTS)
def download(request, slug):
    """The evidence pack: everything about one article in one zip."""
    article = whole(request, slug)
    file = BytesIO()
    pack.write(article, request.user, file)
    name = content_disposition_header(True, pack.filename(article, timezone.localdate()))
    headers = {"Content-Disposition": name}
    return HttpResponse(file.getvalue(), content_type=pack.CONTENT_TYPE, headers=headers)
