from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Team, User
from annotations.text.invisible import reveal
from annotations.web.forms.refusable import RefusableForm


class People(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return reveal(user.username)


class AssignmentForm(RefusableForm):
    """Who is asked to review the article, or some of its sentences."""

    reviewer = People(User.objects.none(), label=_("Reviewer"), empty_label=_("Choose…"))
    first = forms.IntegerField(
        label=_("From sentence"), min_value=1, max_value=10**6, required=False
    )
    last = forms.IntegerField(label=_("To sentence"), min_value=1, max_value=10**6, required=False)

    def __init__(self, data=None):
        super().__init__(data)
        field = self.fields["reviewer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.reviewers().filter(is_active=True)

    def clean(self):
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and first > last:
            self.add_error("last", _("This is before the first sentence."))
        return self.cleaned_data


class TeamForm(RefusableForm):
    """The team among which the article is handed out."""

    team = forms.ModelChoiceField(Team.objects.all(), label=_("Team"), empty_label=_("Choose…"))
