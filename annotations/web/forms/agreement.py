from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from annotations.models import User


class PairForm(forms.Form):
    """Two people to compare, by name; nobody named means all."""

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        known = User.objects.filter(pk__in=people).order_by("username")
        for name, label in (("first", _("One person")), ("second", _("The other"))):
            self.fields[name] = forms.ModelChoiceField(
                known, label=label, to_field_name="username", required=False
            )

    def clean(self):
        first, second = self.cleaned_data.get("first"), self.cleaned_data.get("second")
        if bool(first) != bool(second) or (first and first == second):
            raise ValidationError(_("Choose two people."))

    def chosen(self) -> tuple[User, User] | None:
        """The two, of a valid form."""
        said = self.cleaned_data if self.is_valid() else {}
        return (said["first"], said["second"]) if said.get("first") else None
