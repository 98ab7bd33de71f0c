from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from annotations.models import Batch
from annotations.services import article_batches, intake, uploads
from annotations.text.limits import MAX_BODY_BYTES
from annotations.text.plain import ENCODINGS
from annotations.web.forms.articles import OFFERED

# One name of each.
WRITTEN_IN = (
    "utf-8",
    "utf-16",
    *sorted({codec: name for name, codec in ENCODINGS.items()}.values()),
)
SEPARATED = {",": _("commas"), ";": _("semicolons"), "\t": _("tabs"), "|": _("bars")}
TABLES = (".csv", ".tsv", ".jsonl", ".ndjson")


class SeveralFiles(forms.FileField):
    """Several files of one field: its value is a list."""

    class Input(forms.ClearableFileInput):
        allow_multiple_selected = True

    widget = Input

    def clean(self, data, initial=None):
        several = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFiles, self).clean(one, initial) for one in several]


class FilesForm(forms.Form):
    """Articles in files, or in zips of them."""

    several = SeveralFiles(
        label=_("Files, or a .zip of them"),
        help_text=format_lazy(
            "{}: {}", OFFERED, _("up to 100 files and 5 MB together. Each becomes an article.")
        ),
        widget=SeveralFiles.Input({"accept": ",".join([*intake.READABLE, ".zip"])}),
    )

    def clean_several(self):
        found = self.cleaned_data["several"]
        if len(found) > uploads.MOST_FILES:
            raise forms.ValidationError(_("More than 100 files: send them in several goes."))
        return found


class TableForm(forms.Form):
    """A table of articles."""

    table = forms.FileField(
        label=_("A table of articles"),
        help_text=_("CSV or JSONL, one article a row, up to 10,000 rows and 5 MB."),
        widget=forms.FileInput({"accept": ",".join(TABLES)}),
    )

    encoding = forms.ChoiceField(
        label=_("Its letters are encoded as"),
        choices=[("", _("as it says, or looks like")), *((name, name) for name in WRITTEN_IN)],
        required=False,
    )
    delimiter = forms.ChoiceField(
        label=_("Its cells are separated by"),
        choices=[("", _("what its first line has most of")), *SEPARATED.items()],
        required=False,
    )

    def how(self) -> dict[str, str]:
        """What is said of how the file is written."""
        return {name: self.cleaned_data[name] for name in ("encoding", "delimiter")}

    def clean_table(self):
        file = self.cleaned_data["table"]
        if file.size > MAX_BODY_BYTES:
            raise forms.ValidationError(_("This file is longer than 5 MB."))
        if not file.name.lower().endswith(TABLES):
            raise forms.ValidationError(_("Only .csv, .tsv, .jsonl and .ndjson files."))
        return file


class ColumnsForm(forms.Form):
    """Which column of a table holds what."""

    def __init__(self, data=None, *, batch: Batch, columns: list[str]) -> None:
        said = {f"column_{field}": name for field, name in batch.reading["columns"].items()}
        super().__init__(data, initial=said)
        choices = [("", _("— not in the file —")), *((name, name) for name in columns if name)]
        for field, label in article_batches.FIELDS.items():
            self.fields[f"column_{field}"] = forms.ChoiceField(
                label=label, choices=choices, required=False
            )

    def clean(self):
        if not any(self.cleaned_data.get(f"column_{field}") for field in article_batches.WORDS):
            raise forms.ValidationError(
                _("Say which column holds the text: Text, HTML or Markdown.")
            )
        return self.cleaned_data

    def columns(self) -> dict[str, str]:
        told = {field: self.cleaned_data[f"column_{field}"] for field in article_batches.FIELDS}
        return {field: column for field, column in told.items() if column}
