from urllib.parse import urlencode

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from annotations.models import Verdict
from annotations.models.adjudication import LADDER
from annotations.reports.contested import Waiting
from annotations.web.forms.refusable import INCOMPLETE, SAY_INCOMPLETE, LongText, RefusableForm
from annotations.web.forms.verdicts import NOTE


class QueueFilter(forms.Form):
    """What of the queue is shown. What does not fit is left out rather than refused."""

    waiting = forms.ChoiceField(label=_("Show"), choices=Waiting, required=False)
    article = forms.SlugField(max_length=80, required=False, widget=forms.HiddenInput)

    def said(self, name: str) -> str:
        return self.cleaned_data.get(name, "") if self.is_valid() else ""

    def chosen(self) -> Waiting:
        return Waiting(self.said("waiting") or Waiting.CONTESTED)

    def slug(self) -> str:
        return self.said("article")

    def links(self) -> list[tuple[Waiting, str]]:
        """Each choice with the query that shows it."""
        said = {"article": self.slug()} if self.slug() else {}
        return [(one, urlencode({"waiting": one.value} | said)) for one in Waiting]

    def query(self) -> str:
        """What it says, for the addresses of further pages."""
        return dict(self.links())[self.chosen()]


class Keys(forms.CharField):
    """Keys of rows, as `3,12`."""

    widget = forms.HiddenInput

    def prepare_value(self, value):
        return value if isinstance(value, str) else ",".join(map(str, value or ()))

    def to_python(self, value):
        words = [word for word in (super().to_python(value) or "").split(",") if word]
        if not all(word.isascii() and word.isdecimal() and len(word) < 20 for word in words):
            raise forms.ValidationError(INCOMPLETE)
        return [int(word) for word in words]


class AdjudicationForm(RefusableForm):
    """An editor's decision on a claim, and what they saw when they made it."""

    kind = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(kind.value, kind.label) for kind in LADDER],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("Why it is disputed"),
        choices=[("", _("Choose…")), *Verdict.Reason.choices],
        required=False,
    )
    note = LongText(
        label=_("Why it is decided so"),
        max_length=NOTE,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
    shows_dissent = forms.BooleanField(
        label=_("Say publicly how the votes were split, and the minority's reason"),
        required=False,
    )
    votes = Keys(required=False)
    supersedes = forms.IntegerField(
        required=False, widget=forms.HiddenInput, error_messages=SAY_INCOMPLETE
    )

    @classmethod
    def showing(cls, case):
        """An unbound form about `case`. The editor chooses the outcome; a decision that holds is
        shown as it is, to be changed.
        """
        return cls(initial=cls.standing(case))

    @classmethod
    def standing(cls, case) -> dict:
        decision = case.card.decision
        said = decision.facts() if case.card.decision_holds else {}
        return said | {"votes": case.votes, "supersedes": decision.pk if decision else None}

    def knowing(self, case):
        """The same words again, now about `case`: what an editor sends on after a conflict."""
        now = self.standing(case)
        votes, supersedes = ",".join(map(str, now["votes"])), now["supersedes"] or ""
        sent = {**self.data, "votes": [votes], "supersedes": [supersedes]}
        return type(self)(MultiValueDict(sent))

    def seen(self) -> list[int]:
        """The verdicts that counted when the editor looked."""
        return self.cleaned_data.get("votes", [])

    def clean(self):
        if self.cleaned_data.get("kind") != Verdict.Kind.DISPUTED:
            self.cleaned_data["reason"] = ""
        return self.cleaned_data


class AcceptForm(forms.Form):
    """The fingerprint of the claims that the editor saw."""

    fingerprint = forms.CharField(
        max_length=64, widget=forms.HiddenInput, error_messages=SAY_INCOMPLETE
    )
