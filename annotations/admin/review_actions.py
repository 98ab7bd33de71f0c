"""What an editor does to several articles at once: each through its verb, each told in history."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.models import Team
from annotations.models.conflict import Conflict, Locked
from annotations.models.desk_rules import MOST_REVIEWS
from annotations.services import assigning
from annotations.templatetags.annotations_ui import reveal


class ReviewActions(ActionForm):
    """What the actions beside it need to know."""

    reviews = forms.IntegerField(
        label=_("Reviews:"), min_value=1, max_value=MOST_REVIEWS, required=False
    )
    target = forms.IntegerField(
        label=_("Coverage, percent:"), min_value=0, max_value=100, required=False
    )
    team = forms.ModelChoiceField(
        Team.objects.all(), label=_("Team:"), required=False, empty_label="-"
    )


def chosen(request) -> dict:
    """What was typed beside the action; nothing of what makes no sense."""
    form = ReviewActions(request.POST)
    form.fields["action"].required = False
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value is not None}


def each(model_admin, request, queryset, do) -> None:
    """`do` with every article, each in a transaction of its own; says what became of them."""
    done = 0
    for article in queryset:
        try:
            with transaction.atomic():
                do(article)
            done += 1
        except (Conflict, Locked, ValidationError):
            text = _("Not changed, since somebody changed or locked it: %s")
            model_admin.message_user(request, text % reveal(article.title), messages.WARNING)
    changed = ngettext("%d article changed.", "%d articles changed.", done) % done
    model_admin.message_user(request, changed)


def reviewed(request, **review):
    return lambda article: article.set_review(by=request.user, version=article.version, **review)


@admin.action(description=_("Set reviews and coverage as typed here"), permissions=["review"])
def set_review(model_admin, request, queryset):
    said, names = chosen(request), {"reviews": "required_reviews", "target": "target"}
    review = {field: said[name] for name, field in names.items() if name in said}
    if not review:
        text = _("Type the number of reviews or the coverage first, from 1 to 5 and 0 to 100.")
        return model_admin.message_user(request, text, messages.WARNING)
    return each(model_admin, request, queryset, reviewed(request, **review))


@admin.action(description=_("Review blind"), permissions=["review"])
def review_blind(model_admin, request, queryset):
    each(model_admin, request, queryset, reviewed(request, is_blind=True))


@admin.action(description=_("Review openly"), permissions=["review"])
def review_openly(model_admin, request, queryset):
    each(model_admin, request, queryset, reviewed(request, is_blind=False))


@admin.action(description=_("Hand out to the team chosen here"), permissions=["review"])
def hand_out(model_admin, request, queryset):
    team = chosen(request).get("team")
    if team is None:
        text = _("Choose a team first.")
        return model_admin.message_user(request, text, messages.WARNING)
    return each(
        model_admin,
        request,
        queryset,
        lambda article: assigning.hand_out(article, team, by=request.user),
    )


@admin.action(description=_("Lock"), permissions=["lock"])
def lock(model_admin, request, queryset):
    each(model_admin, request, queryset, lambda article: article.lock_changes(by=request.user))


@admin.action(description=_("Unlock"), permissions=["lock"])
def unlock(model_admin, request, queryset):
    each(model_admin, request, queryset, lambda article: article.unlock_changes(by=request.user))
