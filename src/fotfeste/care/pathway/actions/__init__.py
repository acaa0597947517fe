"""What can be done in the pathway; every action takes `by` and `now`, and writes its line in the log."""

from .care_team import add_to_care_team, leave_care_team
from .change_preview import preview_change
from .changes import answer_deferral, ask_deferral, change_decision, let_change_stand, take_back_change
from .closing import complete_episode, drop_out, hand_over
from .closing_preview import LetterAhead, preview_completion
from .competence import assess_competence, note_competence_shown
from .decisions import decide, receive_appeal
from .episodes import begin_training, move_start, open_episode, put_on_hold, resume
from .follow_ups import record_follow_up
from .hearings import record_hearing, record_reply, warn
from .imports import import_finished_episode
from .leaving import record_death, record_move, withdraw_death, withdraw_move
from .levels import set_service_levels
from .matches import confirm_person, reject_match
from .persons import add_relative, consent_to_relative, register_person, update_contact, withdraw_consent
from .referrals import record_contact, refer, register_referral, screen, withdraw_referral
from .reopening import correct_closing, correct_end, reopen_episode
from .sending import mark_sent, take_back_sent
from .service_model import save_service_model
from .sharing import set_sharing
from .sign_in import let_person_sign_in, let_relative_sign_in
from .waiting import try_contact, undo_try, write_preliminary_answer

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
    "save_service_model",
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
