from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations import policy
from annotations.reports.approval import approval, pending
from annotations.reports.galley import galley as read_galley
from annotations.reports.ledger import ledger
from annotations.web.forms.ledger import LedgerFilter
from annotations.web.views.revisions import article_for


@login_required
@require_safe
def show(request, slug):
    """Every sentence with its state, in one table."""
    policy.require(request.user, policy.READ)
    article = article_for(request.user, slug)
    book, form = ledger(article, request.user), LedgerFilter(request.GET)
    context = {
        "article": article,
        "ledger": book,
        "rows": form.narrow(book),
        "form": form,
        "approval": approval(article, request.user),
        "pending": pending(article, book, request.user),
        "sees_all": policy.may(request.user, policy.SEE_WHOLE_HISTORY, article),
    }
    status = 200 if form.is_valid() else 422
    return render(request, "ledger/show.html", context, status=status)


@login_required
@require_safe
def galley(request, slug):
    """The running text with a numbered footnote on each claim, to be printed."""
    policy.require(request.user, policy.READ)
    article = article_for(request.user, slug)
    context = {
        "article": article,
        "galley": read_galley(article, request.user),
        "approval": approval(article, request.user),
    }
    return render(request, "ledger/galley.html", context)
