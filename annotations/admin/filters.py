"""Filters of lists. Each takes values from a fixed set, never names of fields."""

import re

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from annotations.models import Annotation, Article, User, Verdict
from annotations.templatetags.annotations_ui import reveal

NUMBER = re.compile("[0-9]{1,18}")


class Chosen(admin.SimpleListFilter):
    """A filter that leaves the list alone unless the value is one of its own."""

    def queryset(self, request, queryset):
        known = {str(value) for value, _label in self.lookup_choices}
        return self.narrow(queryset, self.value()) if self.value() in known else queryset

    def narrow(self, queryset, value):
        raise NotImplementedError


class HasVerdict(Chosen):
    """Claims by the valid verdicts on them."""

    title, parameter_name, field = _("verdict"), "verdict", "kind"

    def lookups(self, request, model_admin):
        return [*Verdict.Kind.choices, ("unchecked", _("Unchecked"))]

    def narrow(self, queryset, value):
        valid = Verdict.objects.valid().filter(annotation=OuterRef("pk"))
        if value == "unchecked":
            return queryset.filter(~Exists(valid))
        return queryset.filter(Exists(valid.filter(**{self.field: value})))


class HasReason(HasVerdict):
    title, parameter_name, field = _("reason"), "reason", "reason"

    def lookups(self, request, model_admin):
        return Verdict.Reason.choices


class JudgedBy(HasVerdict):
    """Claims by who gave a valid verdict on them."""

    title, parameter_name, field = _("reviewer"), "reviewer", "reviewer"

    def lookups(self, request, model_admin):
        judges = User.objects.filter(verdicts__isnull=False).distinct().order_by("username")
        return [(pk, reveal(name)) for pk, name in judges.values_list("pk", "username")]


class GivenBy(JudgedBy):
    """Verdicts by their reviewer."""

    def narrow(self, queryset, value):
        return queryset.filter(reviewer=value)


class DoneBy(Chosen):
    """Events by who did them."""

    title, parameter_name = _("who"), "actor"

    def lookups(self, request, model_admin):
        actors = User.objects.filter(events__isnull=False).distinct().order_by("username")
        return [(pk, reveal(name)) for pk, name in actors.values_list("pk", "username")]

    def narrow(self, queryset, value):
        return queryset.filter(actor=value)


class Ended(Chosen):
    title, parameter_name, field = _("state"), "state", "ended_at"

    def lookups(self, request, model_admin):
        return [("open", _("Open")), ("ended", _("Replaced or withdrawn"))]

    def narrow(self, queryset, value):
        return queryset.filter(**{f"{self.field}__isnull": value == "open"})


class Deleted(Ended):
    field = "deleted_at"

    def lookups(self, request, model_admin):
        return [("open", _("On the desk")), ("ended", _("Deleted"))]


class Removed(Ended):
    field = "removed_at"

    def lookups(self, request, model_admin):
        return [("open", _("On the card")), ("ended", _("Removed"))]


class Standing(Chosen):
    """Claims by what the newest text made of them."""

    title, parameter_name = _("in the text"), "standing"

    def lookups(self, request, model_admin):
        return [
            ("recheck", _("Needs re-check")),
            ("tray", _("Has lost its text")),
            ("shelved", _("Kept as history")),
        ]

    def narrow(self, queryset, value):
        if value == "recheck":
            return queryset.needing_recheck()
        lost = queryset.orphaned()
        return lost.filter(shelved_at__isnull=value == "tray")


class ArticleForm(forms.Form):
    article = forms.ModelChoiceField(
        Article.objects.all(),
        widget=AutocompleteSelect(
            Annotation._meta.get_field("article"), admin.site, attrs={"data-width": "100%"}
        ),
    )


class OfArticle(admin.SimpleListFilter):
    """One article: looked up by its title, or picked from the newest without a script."""

    title, parameter_name, path = _("article"), "article", "article"
    template = "admin/article_filter.html"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        picked = self.value() or ""
        self.form = ArticleForm(
            {"article": picked if NUMBER.fullmatch(picked) else ""}, auto_id="filter_%s"
        )
        self.kept = [
            (name, value)
            for name, values in request.GET.lists()
            for value in values
            if name not in (self.parameter_name, "p")
        ]

    def lookups(self, request, model_admin):
        newest = Article.objects.visible_to(request.user).order_by("-created_at", "-pk")[:5]
        return [(article.pk, reveal(article.title)) for article in newest] or [("", "")]

    def queryset(self, request, queryset):
        if not self.form.is_valid():
            return queryset
        return queryset.filter(**{self.path: self.form.cleaned_data["article"]})


class OfClaimsArticle(OfArticle):
    path = "annotation__article"


class PicksArticle(admin.ModelAdmin):
    """For a list with an article filter: brings the scripts of the look-up."""

    @property
    def media(self):
        return super().media + ArticleForm().media
