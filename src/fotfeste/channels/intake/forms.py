"""The one form of the room: a file."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.ui.forms import Form

from .rules.kinds import FileKind, kind_of
from .rules.problems import UnreadableFile
from .rules.table import Limits

# A page is waited for, a command is not: longer lists go through the command line.
ON_PAGE = Limits(packed=16 * 1024 * 1024, unpacked=128 * 1024 * 1024, rows=1_000)


class FileForm(Form):
    """A list in a file. What kind it is, is seen from its headings."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A CSV file or an Excel workbook (.xlsx), as it was exported."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,text/csv"}),
    )

    def clean_file(self) -> UploadedFile:
        sent: UploadedFile = self.cleaned_data["file"]
        if sent.size and sent.size > ON_PAGE.packed:
            raise forms.ValidationError(gettext("The file is larger than 16 megabytes. Split it into several files."))
        self.content = sent.read()
        try:
            self.kind: FileKind = kind_of(self.content, limits=ON_PAGE)
        except UnreadableFile as error:
            raise forms.ValidationError(f"{error.problem.shown(gettext)} {error.cure.shown(gettext)}") from error
        return sent
