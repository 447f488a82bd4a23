"""Forms shared by steps: words, photographs, a signature."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.ui.widgets import FilesField, Signature


class TextForm(forms.Form):
    """Words to a step."""

    text = forms.CharField(label=_("Remarks"), max_length=4000, widget=forms.Textarea({"rows": 3}))


class RemarkForm(forms.Form):
    """Words to a step, if any."""

    text = forms.CharField(
        label=_("Remarks"), max_length=4000, required=False, widget=forms.Textarea({"rows": 2})
    )


class DoneForm(TextForm):
    """What was done or found, with photographs."""

    photos = FilesField(label=_("Photographs"), purpose="photo", most=9, required=False)
    documents = FilesField(label=_("Documents, if any"), purpose="any", most=9, required=False)


class AcceptForm(DoneForm):
    """Acceptance on site, signed with the finger."""

    signature = forms.CharField(label=_("Your signature"), widget=Signature())
