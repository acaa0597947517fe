"""Forms of the team meeting."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fotfeste.ground.access.models import User
from fotfeste.ground.ui.forms import DateField, Form, LongText
from fotfeste.ground.ui.rules.conditions import filled

from .actions import MAX_TASK_TEXT


class TaskForm(Form):
    """Something to be done: what, who, by when."""

    text = forms.CharField(label=_("Task"), max_length=MAX_TASK_TEXT)
    assigned_to = forms.ModelChoiceField(label=_("Who does it"), queryset=User.objects.none(), empty_label="–")
    due_on = DateField(label=_("Deadline"), required=False)

    def __init__(self, *args: Any, staff: Sequence[User] = (), today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen, by = self.fields["assigned_to"], self.fields["due_on"]
        assert isinstance(chosen, forms.ModelChoiceField) and isinstance(by, DateField)
        chosen.queryset = User.objects.filter(pk__in=[user.pk for user in staff])
        chosen.widget.choices = [("", "–"), *((user.pk, user.name) for user in staff)]
        by.earliest = today


class NoteForm(TaskForm):
    """One person in the meeting: what was said, what was decided, and a task when there is one."""

    note = LongText(label=_("Note"), rows=2, required=False)
    decision = LongText(label=_("What we decided"), rows=2, required=False)
    # What stood there when the writer began. Not a hidden input, so that a draft keeps it together with the words.
    note_began = forms.CharField(required=False, widget=forms.Textarea(attrs={"hidden": True}))
    decision_began = forms.CharField(required=False, widget=forms.Textarea(attrs={"hidden": True}))
    field_order = ("note", "decision", "text", "assigned_to", "due_on")
    words = ("note", "decision")
    needed = {
        "assigned_to": filled("text", words=_("Choose who does it.")),
        "text": filled("due_on", words=_("Write what is to be done.")),
    }
    task = ("text", "assigned_to", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = self.fields["assigned_to"].required = False

    @property
    def words_are_right(self) -> bool:
        """Whether note and decision can be written down, whatever is wrong with the task."""
        return not any(self.has_error(name) for name in self.words)

    @property
    def has_task(self) -> bool:
        """Whether a task is begun: what is to be done, or when. Who alone is no task."""
        return any(self[name].data for name in ("text", "due_on"))
