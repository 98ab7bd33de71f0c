from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Outcome
from annotations.reports.ledger import Ledger, Row, State


class LedgerFilter(forms.Form):
    """Which rows of the ledger are shown; an address may say the names of its fields."""

    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("any")), *State.choices], required=False
    )
    outcome = forms.ChoiceField(
        label=_("With a claim that is"), choices=[("", _("any")), *Outcome.choices], required=False
    )
    mine = forms.BooleanField(label=_("Waiting for my verdict"), required=False)
    gaps = forms.BooleanField(label=_("Only gaps"), required=False)

    def narrow(self, ledger: Ledger) -> list[Row]:
        """The rows that are asked for, all of them when the question makes no sense."""
        return ledger.where(**self.cleaned_data) if self.is_valid() else ledger.rows

    def is_narrow(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())
