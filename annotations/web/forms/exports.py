from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.exchange.csv_table import State, VerdictFilter
from annotations.models import Annotation, Article, User, Verdict
from annotations.text.invisible import reveal
from annotations.web.forms.evidence import DateInput

SUGGESTED = 200
ISO = ["%Y-%m-%d"]
MORE = [choice for choice in State.choices if choice[0] != State.CURRENT]


class Reviewers(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return reveal(user.username)


class VerdictFilterForm(forms.Form):
    """The filters of the export: an address may say the names of its fields, and no others."""

    article = forms.ModelChoiceField(
        Article.objects.none(),
        label=_("Article"),
        help_text=_("Its address at this desk; empty for all articles."),
        to_field_name="slug",
        required=False,
        widget=forms.TextInput({"list": "articles", "autocomplete": "off", "maxlength": 80}),
        error_messages={"invalid_choice": _("There is no article with this address.")},
    )
    reviewer = Reviewers(
        User.objects.none(),
        label=_("Reviewer"),
        to_field_name="username",
        required=False,
        empty_label=_("anybody"),
        error_messages={"invalid_choice": _("Nobody of this name has given a verdict.")},
    )
    date_from = forms.DateField(
        label=_("Given from"), input_formats=ISO, required=False, widget=DateInput
    )
    date_to = forms.DateField(
        label=_("Given until"), input_formats=ISO, required=False, widget=DateInput
    )
    verdict = forms.MultipleChoiceField(
        label=_("Verdict"),
        choices=Verdict.Kind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    include = forms.MultipleChoiceField(
        label=_("Besides current verdicts"),
        help_text=_("Unchecked claims have no verdict to filter by and are added as they are."),
        choices=MORE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.MultipleChoiceField(
        label=_("Reason, if disputed"),
        choices=Verdict.Reason,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    bom = forms.BooleanField(label=_("Mark the file as UTF-8 (BOM), for Excel"), required=False)

    def __init__(self, data, *, reader):
        super().__init__(data)
        self.reader = reader
        self.articles = Article.objects.visible_to(reader)
        given = Verdict.objects.visible_to(reader)
        judges = User.objects.filter(pk__in=given.values("reviewer"))
        fields: Any = self.fields
        fields["article"].queryset = self.articles
        fields["reviewer"].queryset = judges.order_by("username")

    def clean(self):
        first, last = self.cleaned_data.get("date_from"), self.cleaned_data.get("date_to")
        if first and last and first > last:
            self.add_error("date_to", _("This is before the first day."))

    def suggested(self):
        """Articles to choose from, the newest. One query."""
        return self.articles.order_by("-created_at", "-pk")[:SUGGESTED]

    def wanted(self) -> VerdictFilter:
        """The filter of a valid form, limited to what its reader may see."""
        said = self.cleaned_data
        return VerdictFilter(
            kinds=said["verdict"],
            reasons=said["reason"],
            reviewer=said["reviewer"].username if said["reviewer"] else "",
            article=said["article"].slug if said["article"] else "",
            since=said["date_from"],
            until=said["date_to"],
            include=said["include"],
            annotations=Annotation.objects.visible_to(self.reader).values("pk"),
            reader=self.reader,
        )

    def query(self) -> str:
        """The address's part behind the question mark that says the same as this form."""
        data: Any = self.data
        said = [(name, value) for name in self.fields for value in data.getlist(name)]
        return urlencode([(name, value) for name, value in said if value])
