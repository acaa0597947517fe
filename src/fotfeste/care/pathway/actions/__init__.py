"""What can be done in the pathway; every action takes `by` and `now`, and writes its line in the log."""

from .decision.change_preview import preview_change
from .decision.changes import answer_deferral, ask_deferral, change_decision, let_change_stand, take_back_change
from .decision.decisions import decide, receive_appeal
from .decision.hearings import record_hearing, record_reply, warn
from .follow_up import record_follow_up
from .letters import mark_sent, take_back_sent
from .period.care_team import add_to_care_team, leave_care_team
from .period.closing import complete_episode, drop_out, hand_over
from .period.closing_preview import LetterAhead, preview_completion
from .period.episodes import begin_training, move_start, open_episode, put_on_hold, resume
from .period.imports import import_finished_episode
from .period.levels import set_service_levels
from .period.reopening import correct_closing, correct_end, reopen_episode
from .person.competence import assess_competence, note_competence_shown
from .person.leaving import record_death, record_move, withdraw_death, withdraw_move
from .person.matches import confirm_person, reject_match
from .person.persons import add_relative, consent_to_relative, register_person, update_contact, withdraw_consent
from .person.sharing import set_sharing
from .person.sign_in import let_person_sign_in, let_relative_sign_in
from .referral.referrals import record_contact, refer, register_referral, screen, withdraw_referral
from .referral.waiting import try_contact, undo_try, write_preliminary_answer

__all__ = [
    "LetterAhead",
    "add_relative",
    "add_to_care_team",
    "answer_deferral",
    "ask_deferral",
    "assess_competence",
    "begin_training",
    "change_decision",
    "complete_episode",
    "confirm_person",
    "consent_to_relative",
    "correct_closing",
    "correct_end",
    "decide",
    "drop_out",
    "hand_over",
    "import_finished_episode",
    "leave_care_team",
    "let_change_stand",
    "let_person_sign_in",
    "let_relative_sign_in",
    "mark_sent",
    "move_start",
    "note_competence_shown",
    "open_episode",
    "preview_change",
    "preview_completion",
    "put_on_hold",
    "receive_appeal",
    "record_contact",
    "record_death",
    "record_follow_up",
    "record_hearing",
    "record_move",
    "record_reply",
    "refer",
    "register_person",
    "register_referral",
    "reject_match",
    "reopen_episode",
    "resume",
    "screen",
    "set_service_levels",
    "set_sharing",
    "take_back_change",
    "take_back_sent",
    "try_contact",
    "undo_try",
    "update_contact",
    "warn",
    "withdraw_consent",
    "withdraw_death",
    "withdraw_move",
    "withdraw_referral",
    "write_preliminary_answer",
]
