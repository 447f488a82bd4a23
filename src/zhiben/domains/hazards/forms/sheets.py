"""A list for signature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.ui.widgets import FilesField


class SheetForm(forms.Form):
    """The title of a list to print, or the photographs of the signed one."""

    title = forms.CharField(label=_("Title on the paper"), max_length=120)
    photos = FilesField(label=_("Photographs of the signed list"), purpose="any", most=9)

    def __init__(self, *args: Any, is_photo: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["title" if is_photo else "photos"]
