"""THE RULES of the house: the acts that concern no avis, but nothing yet, a person, or the commission itself.

A table as that of `procedure.py`, which is asked about both: who, on what condition, where it leads.
"""

from commission.words.sentence import N_

from . import conditions as once
from . import seats as by
from .case import Act, Way

ON, BACK = Way.ON, Way.BACK

HOUSE_PARTS: dict[str, dict[str, Act]] = {
    N_("Texts and public offices"): {
        "refer": Act(by.either),
        "enter_earlier": Act((by.facilitator,)),
        "add_body": Act((by.facilitator,), read_by_all=True),
        "change_body": Act((by.facilitator,), read_by_all=True),
    },
    N_("Offices that answer by themselves"): {
        "answer": Act((by.office,), provided=(once.link_open, once.avis_stands)),
    },
    N_("Who sits"): {
        "invite": Act((by.facilitator,)),
        "confirm_invitation": Act(by.either, provided=(once.invitation_open, once.invitation_waiting,
                                                       once.second_to_invitation, once.not_for_oneself), leads=ON),
        "drop_invitation": Act((by.facilitator,), provided=(once.invitation_open,), leads=BACK),
        "leave": Act((*by.either, by.outsider), leads=BACK),
        "erase_mine": Act((*by.either, by.outsider), leads=BACK),
        "ask_departure": Act((by.facilitator,), provided=(once.departure_not_asked, once.of_another), leads=BACK),
        "confirm_departure": Act(by.either, provided=(once.second_to_departure, once.of_another), leads=BACK),
        "drop_departure": Act((by.facilitator,), provided=(once.departure_asked,), leads=BACK),
    },
    N_("Cards and codes"): {
        "ask_card": Act((by.facilitator, by.the_server), provided=(once.of_another,)),
        "change_card": Act((*by.either, by.outsider)),
        "disown_card": Act((*by.either, by.outsider), provided=(once.has_new_card,)),
        "set_up_factor": Act((by.facilitator,)),
    },
    N_("What waits for a second person"): {
        "release": Act(by.either, provided=(once.second_to_entry, once.sat_there, once.author_sits,
                                            once.not_sent_back), leads=ON, read_by_all=True),
        "send_back": Act(by.either, provided=(once.second_to_entry, once.not_sent_back), leads=BACK),
        "drop_waiting": Act((by.facilitator,), leads=BACK),
    },
    N_("Sittings"): {
        "see_waited": Act((by.facilitator,)),
        "call_sitting": Act((by.facilitator,)),
        "set_agenda": Act((by.facilitator,), provided=(once.not_kept,)),
        "move_sitting": Act((by.facilitator,), provided=(once.not_kept,)),
        "call_off_sitting": Act((by.facilitator,), provided=(once.not_kept,), leads=BACK),
        "note_presence": Act((by.facilitator,), provided=(once.not_kept,)),
        "say_mood": Act(by.either, provided=(once.not_kept, once.has_come, once.several_came)),
        "note_round": Act((by.facilitator,), provided=(once.not_kept, once.has_come, once.has_sign, once.round_open)),
        "confirm_round": Act(by.either, provided=(once.not_kept, once.second_to_round, once.was_there), leads=ON),
        "drop_round": Act((by.facilitator,), provided=(once.not_kept, once.round_noted), leads=BACK),
        "keep_minutes": Act((by.facilitator,), provided=(once.not_kept, once.has_come), read_by_all=True),
    },
    N_("Keys of secret votes"): {
        "enrol": Act((by.member,), provided=(once.needs_keys,)),
        "ask_renewal": Act((by.facilitator,), provided=(once.has_keys, once.renewal_not_asked)),
        "confirm_renewal": Act(by.either, provided=(once.second_to_renewal, once.of_another), leads=ON),
        "drop_renewal": Act((by.facilitator,), provided=(once.renewal_asked,), leads=BACK),
        "seat_guardians": Act((by.facilitator,)),
        "confirm_guardians": Act(by.either, provided=(once.guardians_waiting, once.second_to_guardians), leads=ON),
        "drop_guardians": Act((by.facilitator,), provided=(once.guardians_waiting,), leads=BACK),
        "take_part": Act((by.of_the_ceremony,), provided=(once.guardians_confirmed, once.under_way)),
    },
    N_("Settings, and the server"): {
        "propose_settings": Act((by.facilitator,), provided=(once.nothing_proposed,)),
        "confirm_settings": Act((by.facilitator, by.beside_the_only_facilitator), provided=(once.second_to_settings,),
                                leads=ON, read_by_all=True),
        "drop_settings": Act((by.facilitator,), provided=(once.change_proposed,), leads=BACK),
        "restore": Act((by.put_back,), read_by_all=True),
    },
}
HOUSE = {name: act for part in HOUSE_PARTS.values() for name, act in part.items()}
