from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.models import SourceText
from annotations.services import keeping
from annotations.text.refusal import TextRefused
from annotations.web.forms.articles import TextForm
from annotations.web.forms.refusable import RefusableForm


class SourceTextForm(TextForm, RefusableForm):
    """The text of a source, pasted or in a file."""

    part = forms.BooleanField(
        label=_("This is only a part of the source: look for this quote alone"), required=False
    )

    text: str

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["raw"].label = _("Text of the source")
        self.fields["raw"].widget.attrs["rows"] = 6

    def clean(self):
        if "raw" in self.errors or "file" in self.errors:
            return self.cleaned_data  # it was said already why these words cannot be read
        file = self.cleaned_data.get("file")
        try:
            said = self.from_file(file).pasted().values() if file else self.pasted()
            self.text = keeping.read(*said)
        except TextRefused as refusal:
            self.add_error("file" if file else "raw", refusal.message)
        return self.cleaned_data

    def pasted(self) -> tuple[str, str]:
        if not self.cleaned_data.get("raw", "").strip():
            raise TextRefused("empty", gettext("Paste the text of the source, or choose a file."))
        return super().pasted()

    def arguments(self) -> dict:
        how = SourceText.How.UPLOADED if self.cleaned_data.get("file") else SourceText.How.PASTED
        return {"text": self.text, "how": how, "whole": not self.cleaned_data["part"]}
