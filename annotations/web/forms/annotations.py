from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from annotations.models import Annotation, Verdict
from annotations.services import highlighting
from annotations.web.forms.evidence import DateInput
from annotations.web.forms.refusable import SAY_INCOMPLETE, LongText, RefusableForm, UndoForm
from annotations.web.forms.verdicts import VerdictForm


class ClaimForm(RefusableForm):
    """What the claim says, in whose words and when. Its version guards against a lost update."""

    claim_text = LongText(
        label=_("The claim in plain words"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    claimant = forms.CharField(label=_("Who makes it"), max_length=300, required=False)
    claim_date = forms.DateField(label=_("When"), required=False, widget=DateInput)
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages=SAY_INCOMPLETE)

    @classmethod
    def showing(cls, annotation):
        fields = {name: getattr(annotation, name) for name in Annotation.CLAIM}
        ids = f"{annotation.pk}_%s"
        return cls(initial=fields | {"version": annotation.version}, auto_id=ids)


class VersionForm(UndoForm):
    """The version of the row that the person saw."""

    version = forms.IntegerField()


class OnRevision(forms.Form):
    """The number of the revision that offsets refer to: the one the page shows."""

    revision = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)

    def of(self, revisions):
        """That one of `revisions` (newest first), else the newest; None when there is none."""
        number = self.cleaned_data.get("revision") if self.is_valid() else None
        meant = revisions.filter(number=number).first() if number else None
        return meant or revisions.first()


class Preset(forms.Form):
    """What an address may choose in advance: a sentence or a selection, and a verdict."""

    sentence = forms.IntegerField(required=False, min_value=1)
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=1)
    kind = forms.ChoiceField(choices=Verdict.Kind, required=False)

    def on(self, revision) -> dict:
        """The initial values of `NewClaimForm`. What does not fit the text is left out."""
        chosen = self.cleaned_data if self.is_valid() else {}
        start, end = chosen.get("start"), chosen.get("end")
        if number := chosen.get("sentence"):
            sentence = revision.sentences.filter(number=number).first()
            start, end = (sentence.start, sentence.end) if sentence else (None, None)
        kind = {"kind": chosen.get("kind", "")}
        if start is None or end is None or not start < end <= len(revision.text):
            return kind
        passage = revision.cut(start, end)
        if not passage.strip():
            return kind
        start += len(passage) - len(passage.lstrip())
        return kind | {
            "start": start,
            "end": start + len(passage.strip()),
            "quote": passage.strip(),
        }


class PassageForm(forms.Form):
    """A passage of a text: offsets with the quote as seen, or words somebody typed."""

    revision: Any = forms.IntegerField(required=False, widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, widget=forms.HiddenInput)
    quote = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    words = LongText(
        label=_("The words of the claim"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )

    def __init__(self, data=None, *, revision, **options):
        self.revision, self.span = revision, None
        options["initial"] = {"revision": revision.number} | options.get("initial", {})
        super().__init__(data, **options)

    def clean(self):
        cleaned = self.cleaned_data
        words, quote = cleaned.get("words"), cleaned.get("quote")
        if cleaned.get("start") is not None and cleaned.get("end") is not None:
            self.span = highlighting.selected(
                self.revision, cleaned["start"], cleaned["end"], quote or ""
            )
        elif words:
            self.span = highlighting.found(self.revision, words)
        else:
            raise ValidationError({"words": _("Type the words of the claim, or select them.")})
        return cleaned

    @property
    def passage(self) -> str:
        """What would be marked, cut from the text: shown while the form is open."""
        if self.is_bound:
            self.is_valid()  # so that what is no number is left out
        chosen = self.cleaned_data if self.is_bound else self.initial
        start, end = chosen.get("start"), chosen.get("end")
        known = start is not None and end is not None and start >= 0
        return self.revision.cut(start, end) if known else ""


class MarkingForm(PassageForm):
    """A passage to mark, under a key of its own."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, error_messages=SAY_INCOMPLETE)

    def __init__(self, data=None, *, revision, **options):
        options["initial"] = {"uuid": uuid4()} | options.get("initial", {})
        super().__init__(data, revision=revision, **options)

    def marking(self) -> dict:
        return {"uuid": self.cleaned_data["uuid"], "typed": self.cleaned_data.get("words", "")}


class NewClaimForm:
    """The passage, with a verdict when one was chosen: two forms that are sent as one."""

    def __init__(self, data=None, *, revision, initial=None, auto_id="new_%s"):
        initial = initial or {}
        self.passage = MarkingForm(data, revision=revision, initial=initial, auto_id=auto_id)
        self.verdict = VerdictForm(data, initial={"kind": initial.get("kind")})
        # "Mark only" is the choice of no verdict.
        self.verdict.fields["kind"].required = False
        self.verdict.offer("kind", [("", _("Mark only")), *Verdict.Kind.choices])

    def renewed(self):
        """The same words under a new key: what a person sends on when the old one was used."""
        sent = MultiValueDict({**self.passage.data, "uuid": [str(uuid4())]})
        return type(self)(sent, revision=self.passage.revision)

    def reworded(self, newest):
        """The same words, for a person to find in `newest`, which has no such passage."""
        seen = self.passage.passage or self.passage.data.get("words", "")
        gone = {"start": [""], "end": [""], "quote": [""]}
        sent = {**self.passage.data, **gone, "words": [seen], "revision": [newest.number]}
        return type(self)(MultiValueDict(sent), revision=newest)

    def is_valid(self) -> bool:
        # Both are asked, so that all errors show at once.
        return all([self.passage.is_valid(), self.verdict.is_valid()])

    def accepted_by(self, verb, revision, *, by) -> bool:
        """As `RefusableForm.accepted_by`; the marked annotation is `result`."""
        if not self.is_valid():
            return False
        try:
            self.result = verb(revision, self.passage.span, by=by, **self.arguments())
        except ValidationError as refusal:
            self.verdict.refuse(refusal)
            return False
        return True

    def arguments(self) -> dict:
        judged = self.verdict.arguments() if self.verdict.cleaned_data["kind"] else None
        return {"marking": self.passage.marking(), "verdict": judged}
