"""Forms for hearing a person before a decision."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.ui.forms import DateField, Form, LongText

from ...rules.decision.hearing import USUAL_REPLY


class ConversationForm(Form):
    on = DateField(label=_("Spoke with the person"), past=True)
    words = LongText(
        label=_("What the person said about it"),
        rows=4,
        help_text=_("What you said is planned and why, and what the person answered."),
    )


class WarningForm(Form):
    plan = LongText(
        label=_("What is planned, and why"),
        rows=5,
        help_text=_("It is printed in the letter to the person, so write it in the language of the letter."),
    )
    reply_by = DateField(label=_("The person may answer until"), help_text=_("At least a week. Two weeks is usual."))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reply_by"].latest = timezone.localdate() + timedelta(days=366)  # type: ignore[attr-defined]
        self.fields["reply_by"].initial = timezone.localdate() + USUAL_REPLY


class ReplyForm(Form):
    replied_on = DateField(label=_("The answer came"), past=True)
    reply = LongText(label=_("What the person answered"), rows=4)
