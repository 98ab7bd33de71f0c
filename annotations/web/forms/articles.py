from django import forms
from django.core.validators import RegexValidator
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.models import Revision
from annotations.services import intake
from annotations.text.invisible import is_invisible_only
from annotations.text.limits import MAX_BODY_BYTES
from annotations.text.refusal import TextRefused
from annotations.web.forms.evidence import DateInput, WebAddress

# BCP 47, as in lang="en-GB".
LANGUAGE = RegexValidator(
    r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}$", _("A language code, such as en or pt-BR.")
)
OFFERED = ", ".join(intake.READABLE)
PASTED = (Revision.RawKind.TEXT, Revision.RawKind.HTML, Revision.RawKind.MARKDOWN)
DETAILS = (
    "title",
    "byline",
    "publisher",
    "source_url",
    "archive_url",
    "published_on",
    "language",
)


class TextForm(forms.Form):
    """The words of an article, pasted or in a file. Once valid, `draft` is what was read."""

    raw = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 14, "dir": "auto", "class": "serif"}),
    )
    raw_kind = forms.ChoiceField(
        label=_("The text is"),
        choices=[(kind.value, kind.label) for kind in PASTED],
        initial=Revision.RawKind.TEXT,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=format_lazy("{}: {}", OFFERED, _("up to 5 MB")),
        widget=forms.FileInput({"accept": ",".join(intake.READABLE)}),
    )
    # The file that was read before, whose text is pasted now (`services.holding`).
    held = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    draft: intake.Draft

    def clean(self):
        if "raw" in self.errors or "file" in self.errors:
            return self.cleaned_data  # it was said already why these words cannot be read
        file = self.cleaned_data.get("file")
        try:
            self.draft = self.from_file(file) if file else intake.read(*self.pasted())
        except TextRefused as refusal:
            self.add_error("file" if file else "raw", refusal.message)
        return self.cleaned_data

    def from_file(self, file) -> intake.Draft:
        if file.size > MAX_BODY_BYTES:
            raise TextRefused("too_long", gettext("This file is longer than 5 MB."))
        return intake.read_file(file.name, file.read())

    def pasted(self) -> tuple[str, str]:
        raw = self.cleaned_data.get("raw", "")
        if not raw.strip():
            raise TextRefused("empty", gettext("Paste the text of the article, or choose a file."))
        return raw, self.cleaned_data.get("raw_kind", Revision.RawKind.TEXT)


class ArticleForm(TextForm):
    """A new article: its words and what it is."""

    title = forms.CharField(
        label=_("Title"),
        max_length=300,
        required=False,
        help_text=_("Empty: the page's own, or its first line."),
        widget=forms.TextInput({"dir": "auto"}),
    )
    byline = forms.CharField(label=_("Byline"), max_length=300, required=False)
    publisher = forms.CharField(label=_("Publisher"), max_length=300, required=False)
    source_url = WebAddress(_("Original address"))
    archive_url = WebAddress(_("Archived copy"))
    published_on = forms.DateField(label=_("Published on"), required=False, widget=DateInput)
    language = forms.CharField(
        label=_("Language"),
        max_length=35,
        required=False,
        validators=[LANGUAGE],
        help_text=_("A code such as en. Empty: the page's own, else English."),
    )

    def clean_title(self):
        title = self.cleaned_data["title"]
        if title and is_invisible_only(title):
            raise forms.ValidationError(_("There is nothing to read in this title."))
        return title

    @classmethod
    def of(cls, draft: intake.Draft, held: int | None) -> "ArticleForm":
        """Filled with what was read elsewhere, which is in the place for pasted text."""
        known = (
            {name: getattr(draft, name, "") for name in DETAILS} | draft.pasted() | {"held": held}
        )
        return cls(MultiValueDict({name: [value] for name, value in known.items() if value}))

    def details(self) -> dict:
        """The fields of the article: what was typed, else what the text says of itself."""
        typed = {name: self.cleaned_data.get(name) for name in DETAILS}
        said = {name: getattr(self.draft, name, "") for name in DETAILS}
        return {name: typed[name] or said[name] or typed[name] for name in DETAILS}

    def filled(self, held: int | None = None) -> "ArticleForm":
        """The same form with all that is known, a file's text in the place for pasted text."""
        known = self.details() | self.draft.pasted() | {"held": held}
        sent = {name: ["" if value is None else value] for name, value in known.items()}
        form = type(self)(MultiValueDict(sent))
        form.draft = self.draft
        return form


class Step(forms.Form):
    """Which button was pressed: look at the sentences first, or save."""

    step = forms.ChoiceField(choices=[("preview", _("Preview")), ("save", _("Save"))])

    def is_save(self) -> bool:
        return self.is_valid() and self.cleaned_data["step"] == "save"
