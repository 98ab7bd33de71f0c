from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.services.importing import Fate
from annotations.text.limits import MAX_BODY_BYTES


class SheetForm(forms.Form):
    """The verdict CSV on its way back."""

    sheet = forms.FileField(
        label=_("The CSV of verdicts, or passages marked elsewhere"),
        help_text=_(
            "The CSV as it was exported, or edited in a spreadsheet since; a table of quotes "
            "(article, quote, verdict, reason, note, link); W3C Web Annotations; or the JSON that "
            "Label Studio, doccano or Hypothesis export. Up to 5 MB."
        ),
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,.json,.jsonl,.jsonld,text/csv"}),
    )

    def clean_sheet(self):
        file = self.cleaned_data["sheet"]
        if file.size > MAX_BODY_BYTES:
            raise forms.ValidationError(_("This file is longer than 5 MB."))
        return file


class FateFilter(forms.Form):
    """Which rows of a dry run are shown."""

    fate = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("all rows")), *Fate.choices]
    )

    def narrow(self, results):
        wanted = self.cleaned_data.get("fate") if self.is_valid() else ""
        return [one for one in results if not wanted or one.fate == wanted]
