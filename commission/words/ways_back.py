"""What went wrong, and the act that mends it: printed on `/aide`, for members and then for facilitators."""

from .sentence import N_

MEMBERS = (
    (N_("My remark was a mistake."), "withdraw_remark"),
    (N_("My amendment was a mistake."), "take_back"),
    (N_("My amendment was rejected, and I do not agree."), "ask_vote"),
    (N_("I want to change my vote."), "cast"),
    (N_("Somebody has seen my code."), "change_card"),
    (N_("A new code was made, and not for me."), "disown_card"),
)

FACILITATORS = (
    (N_("A text was set aside by mistake."), "take_up_again"),
    (N_("The discussion was opened too early."), "redraft"),
    (N_("The text was made final too early."), "reopen"),
    (N_("A remark names or hurts somebody."), "hide_remark"),
    (N_("A vote was prepared with a mistake."), "cancel_poll"),
    (N_("The papers were counted wrongly."), "drop_count"),
    (N_("What was said aloud was noted wrongly."), "drop_round"),
    (N_("Nobody can count this vote."), "give_up_count"),
    (N_("The wrong person was invited."), "drop_invitation"),
    (N_("It was not true that she had left."), "drop_departure"),
    (N_("The wrong guardians were named."), "drop_guardians"),
    (N_("She has found her voting code again."), "drop_renewal"),
    (N_("The settings should stay as they were."), "drop_settings"),
    (N_("The sitting is on another day."), "move_sitting"),
    (N_("The sitting will not be held."), "call_off_sitting"),
    (N_("A recommendation is addressed to the wrong office."), "unaddress"),
    (N_("The day of the letters is wrong."), "correct_sending"),
    (N_("An entry waits, and is wrong."), "drop_waiting"),
    (N_("An entry is public, and is wrong."), "correct_entry"),
    (N_("The commission wants to follow it all the same."), "follow_again"),
    (N_("The day of an earlier avis is wrong."), "correct_adoption"),
    (N_("A published avis has a typing error."), "correct"),
    (N_("The correction was not needed."), "drop_correction"),
    (N_("A published avis puts somebody in danger."), "ask_withdrawal"),
    (N_("The avis should stay published."), "keep_published"),
)

# What a member does here, in the order she meets it.
DOES = ("comment", "amend", "cast", "ask_secrecy", "ask_agenda", "refer")
