"""The rules of procedure as they must stand, written out once and read from nowhere.

Changing a rule changes two places on purpose: the table in the code, and here.
"""

from typing import NamedTuple


class Line(NamedTuple):
    """What one act must be: names, separated by spaces. `waits` says of whom it is expected, among those who may;
    `leads`, where it leads."""

    seats: str
    during: str
    provided: str = ""
    becomes: str = ""
    waits: str = "nobody"
    leads: str = "beside"


EVER = ("referred earlier drafting deliberation frozen voting counting adopted rejected published incorporated "
        "set_aside withdrawn")
ACTS = {
    # --- writing
    "take_up": Line("facilitator", "referred", becomes="drafting", waits="everyone", leads="on"),
    "set_aside": Line("facilitator", "referred earlier drafting", becomes="set_aside", leads="back"),
    "take_up_again": Line("facilitator", "set_aside", "can_come_back", "referred earlier drafting", leads="back"),
    "edit": Line("member facilitator", "drafting earlier", leads="on"),
    "open_comments": Line("facilitator", "drafting", "has_title has_text whole_requests", "deliberation", leads="on"),
    "warn": Line("member facilitator", EVER),
    "comment": Line("member", "drafting deliberation", leads="on"),
    "resolve": Line("member facilitator", "drafting deliberation", waits="some"),
    "withdraw_remark": Line("member", EVER, leads="back"),
    "hide_remark": Line("facilitator", EVER, leads="back"),
    "amend": Line("member", "deliberation"),
    "settle_amendment": Line("facilitator", "deliberation", "amendment_waiting", waits="everyone", leads="on"),
    "take_back": Line("member", "deliberation", leads="back"),
    "ask_vote": Line("member", "deliberation frozen", "no_poll_yet"),
    "redraft": Line("facilitator", "deliberation rejected", becomes="drafting", leads="back"),
    "freeze": Line("facilitator", "deliberation",
                   "has_title has_text whole_requests amendments_settled amendments_fit", "frozen", "some", "on"),
    "set_discussion_end": Line("facilitator", "deliberation", waits="some"),
    "reopen": Line("facilitator", "frozen", "no_poll_yet", "deliberation", leads="back"),
    # --- voting
    "ask_secrecy": Line("member", "deliberation frozen", "no_poll_yet secrecy_open"),
    "prepare_poll": Line("facilitator", "frozen", "no_poll_yet has_text", waits="everyone", leads="on"),
    "confirm_setup": Line("guardian", "frozen", "not_confirmed", waits="everyone", leads="on"),
    "check_key": Line("on_a_secret_roll", "frozen", waits="some", leads="on"),
    "open_poll": Line("facilitator", "frozen", "has_poll in_time setup_confirmed", "voting", "everyone", leads="on"),
    "cast": Line("on_the_roll", "voting", "polling not_on_paper still_sits", waits="some", leads="on"),
    "close_poll": Line("facilitator a_day_later the_site", "voting", "polling_over",
                       "adopted rejected frozen counting", "everyone", leads="on"),
    "count": Line("guardian", "counting", "not_handed", "adopted rejected frozen", "some", leads="on"),
    "enter_count": Line("keeper_of_papers", "counting", "not_entered", waits="everyone", leads="on"),
    "confirm_count": Line("witness_of_papers", "counting", "second_to_count",
                          "adopted rejected frozen", "some", leads="on"),
    "drop_count": Line("keeper_of_papers", "counting", "entered", leads="back"),
    "give_up_count": Line("facilitator", "counting", "nothing_entered", "frozen", leads="back"),
    "cancel_poll": Line("facilitator", "frozen voting", "has_poll not_over", "frozen", leads="back"),
    "lose_poll": Line("put_back", "frozen voting counting", "has_poll", "frozen", leads="back"),
    # --- publishing
    "record_earlier": Line("facilitator", "earlier", "has_title has_text whole_requests", "adopted", "everyone",
                           leads="on"),
    "correct_adoption": Line("facilitator", "adopted", "copied_in"),
    "agree": Line("facilitator", "adopted", waits="some", leads="on"),
    "summarise": Line("member facilitator", "adopted", waits="some", leads="on"),
    "classify": Line("facilitator", "adopted", "has_recommendations"),
    "sign": Line("member facilitator", "adopted", "has_summary not_signed", waits="some", leads="on"),
    "publish": Line("facilitator", "adopted", "agreed_to_publish has_summary two_signatures still_published",
                    "published incorporated", "everyone", leads="on"),
    "correct": Line("facilitator", "adopted published", "no_correction"),
    "accept_correction": Line("member facilitator", "published", "second_to_correction", waits="everyone", leads="on"),
    "drop_correction": Line("facilitator", "published", "correction_asked", leads="back"),
    "revise": Line("facilitator", "published", "no_revision"),
    "enter_version": Line("facilitator", "published", "no_revision copied_in"),
    "tell": Line("facilitator", "published", "has_sent news_to_tell", waits="everyone", leads="on"),
    "ask_withdrawal": Line("facilitator", "published", "nothing_asked", leads="back"),
    "keep_published": Line("facilitator", "published", "withdrawal_asked"),
    "withdraw": Line("member facilitator", "published", "second_to_withdrawal", "withdrawn", "everyone", leads="back"),
    "redact": Line("member facilitator", "published withdrawn", "replacement_not_voted", leads="back"),
    "ask_agenda": Line("member", "referred earlier drafting deliberation frozen voting counting adopted rejected "
                                 "published", "not_wished"),
    # --- following up
    "address": Line("facilitator", "adopted published", "has_recommendations", waits="some", leads="on"),
    "unaddress": Line("facilitator", "adopted published", "has_unsent", leads="back"),
    "send": Line("facilitator", "adopted published", "has_unsent", waits="everyone", leads="on"),
    "reply": Line("facilitator", "adopted published", "has_sent"),
    "open_link": Line("facilitator", "adopted published", "has_addressees"),
    "pass_on": Line("facilitator", "adopted published", "answer_came", waits="everyone", leads="on"),
    "hand_back": Line("facilitator", "adopted published", "answer_came", leads="back"),
    "close_link": Line("facilitator", "adopted published", "has_links", leads="back"),
    "report": Line("facilitator", "adopted published", "has_sent"),
    "assess": Line("facilitator", "adopted published", "has_recommendations"),
    "pause": Line("facilitator", "adopted published", "has_sent"),
    "resume": Line("facilitator", "adopted published", "has_paused"),
    "remind": Line("facilitator", "adopted published", "takes_reminder", waits="some", leads="on"),
    "go_above": Line("facilitator", "adopted published", "reminded_in_vain"),
    "declare_silence": Line("facilitator", "adopted published", "written_above_in_vain"),
    "readdress": Line("facilitator", "adopted published", "has_misaddressed", waits="everyone", leads="on"),
    "follow_with": Line("facilitator", "adopted published", "has_followed"),
    "note_echo": Line("facilitator", "adopted published", "has_recommendations"),
    "stop_following": Line("facilitator", "adopted published", "has_followed", leads="back"),
    "follow_again": Line("facilitator", "adopted published", "has_let_go"),
    "correct_sending": Line("facilitator", "adopted published", "has_sent"),
    "correct_entry": Line("facilitator", "adopted published", "has_sent"),
}

# Acts that concern no avis: of no stage.
HOUSE = {
    "refer": Line("member facilitator", ""),
    "enter_earlier": Line("facilitator", ""),
    "add_body": Line("facilitator", ""),
    "change_body": Line("facilitator", ""),
    "answer": Line("office", "", "link_open avis_stands"),
    "invite": Line("facilitator", ""),
    "confirm_invitation": Line("member facilitator", "", "invitation_open invitation_waiting second_to_invitation "
                                                    "not_for_oneself", leads="on"),
    "drop_invitation": Line("facilitator", "", "invitation_open", leads="back"),
    "ask_card": Line("facilitator the_server", "", "of_another"),
    "change_card": Line("member facilitator outsider", ""),
    "disown_card": Line("member facilitator outsider", "", "has_new_card"),
    "set_up_factor": Line("facilitator", ""),
    "release": Line("member facilitator", "", "second_to_entry sat_there author_sits not_sent_back", leads="on"),
    "send_back": Line("member facilitator", "", "second_to_entry not_sent_back", leads="back"),
    "drop_waiting": Line("facilitator", "", leads="back"),
    "see_waited": Line("facilitator", ""),
    "call_sitting": Line("facilitator", ""),
    "set_agenda": Line("facilitator", "", "not_kept"),
    "move_sitting": Line("facilitator", "", "not_kept"),
    "call_off_sitting": Line("facilitator", "", "not_kept", leads="back"),
    "note_presence": Line("facilitator", "", "not_kept"),
    "say_mood": Line("member facilitator", "", "not_kept has_come several_came"),
    "note_round": Line("facilitator", "", "not_kept has_come has_sign round_open"),
    "confirm_round": Line("member facilitator", "", "not_kept second_to_round was_there", leads="on"),
    "drop_round": Line("facilitator", "", "not_kept round_noted", leads="back"),
    "keep_minutes": Line("facilitator", "", "not_kept has_come"),
    "enrol": Line("member", "", "needs_keys"),
    "ask_renewal": Line("facilitator", "", "has_keys renewal_not_asked"),
    "confirm_renewal": Line("member facilitator", "", "second_to_renewal of_another", leads="on"),
    "drop_renewal": Line("facilitator", "", "renewal_asked", leads="back"),
    "seat_guardians": Line("facilitator", ""),
    "confirm_guardians": Line("member facilitator", "", "guardians_waiting second_to_guardians", leads="on"),
    "drop_guardians": Line("facilitator", "", "guardians_waiting", leads="back"),
    "take_part": Line("of_the_ceremony", "", "guardians_confirmed under_way"),
    "leave": Line("member facilitator outsider", "", leads="back"),
    "erase_mine": Line("member facilitator outsider", "", leads="back"),
    "ask_departure": Line("facilitator", "", "departure_not_asked of_another", leads="back"),
    "confirm_departure": Line("member facilitator", "", "second_to_departure of_another", leads="back"),
    "drop_departure": Line("facilitator", "", "departure_asked", leads="back"),
    "propose_settings": Line("facilitator", "", "nothing_proposed"),
    "confirm_settings": Line("facilitator beside_the_only_facilitator", "", "second_to_settings", leads="on"),
    "drop_settings": Line("facilitator", "", "change_proposed", leads="back"),
    "restore": Line("put_back", ""),
}

# What is entered by these waits until a second person releases it.
SECONDED = ("agree redact reply pass_on report assess pause remind go_above declare_silence follow_with note_echo "
            "stop_following follow_again correct_sending correct_entry")

STATUSES = ("referred earlier drafting deliberation frozen voting counting adopted rejected published incorporated "
            "set_aside withdrawn")
LIFE = "referred drafting deliberation frozen voting adopted published"
EARLIER_LIFE = "earlier adopted published"
FINAL = "incorporated withdrawn"
