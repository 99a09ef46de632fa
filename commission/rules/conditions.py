"""What must be true: each condition as a sentence and as a test, said here and named in the table."""

from commission.derived import clock
from commission.derived.merge import PASSAGES, fits
from commission.derived.outcome import is_gone
from commission.models import (
    THRESHOLD,
    Addressee,
    Amendment,
    Change,
    Fate,
    Kind,
    Opinion,
    Recommendation,
    Response,
    Status,
)
from commission.words.sentence import N_

from .case import Case, Condition
from .second import SETTLED, second, two_people

WISHES = 2  # members who put a text on the next agenda
TOGETHER = 3  # people who were there, from which on their words are nobody’s own
RESERVE = 10  # polls for which a member still has keys when she is asked for more

has_title = Condition(N_("The text must have a title."), lambda c: bool(c.opinion.title))
has_text = Condition(N_("The text must have at least one passage with words."),
                     lambda c: any(wording.text for wording in c.opinion.wordings))
whole_requests = Condition(
    N_("Each recommendation must have a title and a text."),
    lambda c: all(w.title and w.text for w in c.opinion.wordings if w.kind == Kind.RECOMMENDATION))
amendment_waiting = Condition(N_("An amendment must be waiting for a decision."),
                              lambda c: any(awaits_decision(each) for each in c.opinion.amendments))
amendments_settled = Condition(N_("Every amendment must be settled."),
                               lambda c: all(each.fate != Fate.PROPOSED for each in c.opinion.amendments))
amendments_fit = Condition(N_("Every amendment put to the vote must still fit the text."), lambda c: all_fit(c.opinion))
no_poll_yet = Condition(N_("No other poll may be prepared already."), lambda c: c.poll is None)
has_poll = Condition(N_("A poll must have been prepared."), lambda c: c.poll is not None)
in_time = Condition(N_("The closing time of the prepared poll must be still to come."),
                    lambda c: c.poll is not None and c.now < c.poll.closes_at)
still_sits = Condition(
    N_("Who leaves the commission no longer votes. A vote already cast counts, and her place on the list stays empty."),
    lambda c: c.who.left_on is None)
polling = Condition(N_("The poll must be between its opening and its closing time."),
                    lambda c: c.poll is not None and c.poll.takes_votes(c.now))
polling_over = Condition(N_("The closing time must have passed."),
                         lambda c: c.poll is not None and c.now >= c.poll.closes_at)
not_on_paper = Condition(N_("A vote on paper is cast in the room, and not on the site."),
                         lambda c: c.poll is not None and not c.poll.on_paper)
not_entered = Condition(N_("The count must not have been entered already."), lambda c: not c.poll.entered)
entered = Condition(N_("The count must have been entered."), lambda c: bool(c.poll.entered))
nothing_entered = Condition(N_("A count that was entered is cancelled first."), lambda c: not c.poll.entered)
second_to_count = second(lambda c: c.poll.entered_by)
not_handed = Condition(N_("Each guardian counts once."), lambda c: not has_handed(c))
secrecy_open = Condition(N_("Nobody may have asked for it already."), lambda c: not c.opinion.secrecy_asked)
setup_confirmed = Condition(
    N_("Two guardians must have confirmed a secret vote, each from her own device."),
    lambda c: c.poll is None or not c.poll.has_urn or len(c.poll.urn.confirmed) >= THRESHOLD)
not_confirmed = Condition(N_("Each guardian confirms a vote once."), lambda c: not has_confirmed(c))
not_over = Condition(N_("The closing time of an open poll must not have passed: then it is counted."),
                     lambda c: c.poll is not None and (c.poll.opened_at is None or c.now < c.poll.closes_at))
agreed_to_publish = Condition(N_("The commission must have agreed to publish."), lambda c: bool(c.opinion.agreed_on))
has_summary = Condition(N_("There must be a plain-language summary."), lambda c: bool(c.opinion.summary))
not_signed = Condition(N_("Each person signs a text once."),
                       lambda c: c.who not in {s.member for s in c.opinion.standing_signatures})
two_signatures = Condition(
    N_("Two people must have signed that nothing lets a person be recognised. Both have sat here for a day."),
    lambda c: signed_by_two(c))
nothing_asked = Condition(N_("No withdrawal may be asked for already."), lambda c: c.opinion.withdrawal_why is None)
withdrawal_asked = Condition(N_("A facilitator must have asked for the withdrawal, with its reason."),
                             lambda c: c.opinion.withdrawal_why is not None)
second_to_withdrawal = second(lambda c: c.opinion.withdrawal_asked_by)
no_correction = Condition(N_("No correction may be waiting for a second person already."),
                          lambda c: c.opinion.correction is None)
correction_asked = Condition(N_("A facilitator must have written the correction, with its note."),
                             lambda c: c.opinion.correction is not None)
second_to_correction = second(lambda c: c.opinion.correction and c.opinion.correction.author)
no_revision = Condition(N_("No other text may be under way to replace this one."), lambda c: c.opinion.next is None)
replacement_not_voted = Condition(
    N_("No vote may be under way on the text that is to replace this one."),
    lambda c: c.opinion.next is None or c.opinion.next.poll is None)
copied_in = Condition(N_("The avis must have been adopted before the site existed."),
                      lambda c: bool(c.opinion.source_document))
still_published = Condition(N_("The avis this text revises must not have been withdrawn."),
                            lambda c: c.opinion.revises is None or c.opinion.revises.status == Status.PUBLISHED)
news_to_tell = Condition(N_("The commission must have adopted a new version the offices have not been told of."),
                         lambda c: c.opinion.current.adopted_on is not None
                         and (c.opinion.current.version or 0) > c.opinion.told_version)
has_recommendations = Condition(N_("The avis must have recommendations."), lambda c: bool(c.opinion.recommendations))
has_unsent = Condition(N_("A recommendation must still be waiting to be sent to an office."),
                       lambda c: any(row.sent_on is None for row in c.opinion.addressees))
has_sent = Condition(N_("A recommendation must have been sent to an office."),
                     lambda c: any(row.sent_on is not None for row in c.opinion.addressees))
has_addressees = Condition(N_("A recommendation must be put to an office."), lambda c: bool(c.opinion.addressees))
answer_came = Condition(N_("An office must have sent an answer by its link that nobody has released yet."),
                        lambda c: any(link.is_to_read for link in c.opinion.reply_links))
has_links = Condition(N_("A link must have been made for an office, and have brought no reply yet."),
                      lambda c: any(link.ended_on is None and link.reply is None for link in c.opinion.reply_links))
has_paused = Condition(N_("The clock of a recommendation must stand still."),
                       lambda c: any(row.pause for row in c.opinion.addressees))
takes_reminder = Condition(
    N_("The date wished for must have passed without an answer. There are two reminders at most."),
    lambda c: any(clock.takes_reminder(row, c.now.date()) for row in c.opinion.addressees))
reminded_in_vain = Condition(
    N_("Two reminders must have left without an answer. The commission decides it in a sitting."),
    lambda c: any(clock.may_go_above(row, c.now.date()) for row in c.opinion.addressees))
written_above_in_vain = Condition(
    N_("The letter above must have left without an answer. The commission decides it in a sitting."),
    lambda c: any(clock.may_declare(row, c.now.date()) for row in c.opinion.addressees))
has_misaddressed = Condition(
    N_("An office must have said that it is not theirs, or no longer exist. No other has been asked yet."),
    lambda c: any(is_misaddressed(row) for row in c.opinion.addressees))
has_followed = Condition(N_("The commission must still follow the recommendation."),
                         lambda c: any(each.is_followed for each in c.opinion.recommendations))
has_let_go = Condition(N_("The commission must have stopped following the recommendation, or follow it with another."),
                       lambda c: any(is_let_go(each) for each in c.opinion.recommendations))
can_come_back = Condition(
    N_("A text that was to replace an avis does not come back: another one is begun."),
    lambda c: bool(c.opinion.set_aside_from))
not_wished = Condition(N_("Each member asks it once before a sitting."),
                       lambda c: c.who not in {wish.member for wish in c.opinion.open_wishes})


# --- of the house: secret polls --------------------------------------------------------------------------------------
needs_keys = Condition(
    N_("She has no voting code yet, or few keys are left. Or two people agreed that she makes a new one."),
    lambda c: c.who.renewal or c.who.keys_until - c.about.secret_polls < RESERVE)
has_keys = Condition(N_("She must have made a voting code."), lambda c: c.about.keys_until > 0)
renewal_asked = Condition(N_("A facilitator must have asked for it."), lambda c: c.about.renewal_asked_by is not None)
renewal_not_asked = Condition(N_("It must not have been asked for already."),
                              lambda c: c.about.renewal_asked_by is None and not c.about.renewal)
second_to_renewal = second(lambda c: c.about.renewal_asked_by)
guardians_waiting = Condition(N_("The guardians must have been named, and wait for a second person."),
                              lambda c: not c.about.confirmed)
guardians_confirmed = Condition(N_("A second person must have confirmed the guardians."), lambda c: c.about.confirmed)
second_to_guardians = second(lambda c: c.about.named_by)
under_way = Condition(N_("The guardians of this term must not have their key already."),
                      lambda c: c.about.finished_at is None)

# --- of the house: what one person has entered -----------------------------------------------------------------------
second_to_entry = second(lambda c: c.about.author)
author_sits = Condition(N_("Who entered it must still sit. Otherwise another person enters it anew."),
                        lambda c: c.about.author is not None and c.about.author.left_on is None)
not_sent_back = Condition(N_("An entry that was sent back is corrected first."), lambda c: not c.about.sent_back_why)
sat_there = Condition(
    N_("What the commission said in a sitting is released by a person who sat there."),
    lambda c: c.about.sitting is None or c.who in {each.member for each in c.about.sitting.presences})

# --- of the house: offices that answer by themselves -----------------------------------------------------------------
link_open = Condition(N_("The link must not have been used or replaced, nor be too old."),
                      lambda c: c.about.is_open(c.now.date()))
avis_stands = Condition(N_("The avis must stand."),
                        lambda c: c.about.opinion.status in (Status.ADOPTED, Status.PUBLISHED))

# --- of the house ----------------------------------------------------------------------------------------------------
nothing_proposed = Condition(N_("No change of the settings may be waiting already."), lambda c: not c.about.proposed)
change_proposed = Condition(N_("A facilitator must have proposed a change."), lambda c: bool(c.about.proposed))
second_to_settings = second(lambda c: c.about.proposed_by)
invitation_open = Condition(N_("The invitation must not have been used, nor be too old."),
                            lambda c: c.about.is_open(c.now))
invitation_waiting = Condition(N_("The invitation must not have been confirmed already."),
                               lambda c: not c.about.confirmed)
second_to_invitation = second(lambda c: c.about.asked_by)
not_for_oneself = Condition(N_("Nobody does this about herself."), lambda c: c.about.person != c.who)
not_kept = Condition(N_("The minutes must not have been closed already: nothing of that sitting changes any more."),
                     lambda c: not c.about.is_kept)
has_come = Condition(N_("The day of the sitting must have come."), lambda c: c.about.held_on <= c.now.date())
several_came = Condition(
    N_("At least three people must have been there: words of two are those of each."),
    lambda c: sum(each.member is not None for each in c.about.presences) >= TOGETHER)
has_sign = Condition(N_("The recommendation must say by what sign we will know that it is done."),
                     lambda c: bool(c.about.sign))
round_open = Condition(N_("The answers must not have been noted already."),
                       lambda c: c.about.entered is None and c.about.heard is None)
round_noted = Condition(N_("The answers must have been noted."),
                        lambda c: c.about.entered is not None or c.about.heard is not None)
second_to_round = second(lambda c: c.about.entered_by)
was_there = Condition(N_("Who confirms it sat there."),
                      lambda c: c.who in {each.member for each in c.about.presences})
departure_asked = Condition(N_("A facilitator must have asked for it."),
                            lambda c: c.about.departure_asked_by is not None)
departure_not_asked = Condition(N_("It must not have been asked for already."),
                                lambda c: c.about.departure_asked_by is None)
of_another = Condition(N_("Nobody does this about herself."), lambda c: c.about != c.who)
has_new_card = Condition(N_("A new code must have been made for you."), lambda c: c.about.card_on is not None)
second_to_departure = second(lambda c: c.about.departure_asked_by)


def awaits_decision(amendment: Amendment) -> bool:
    """Whether somebody must still say what becomes of it: one put to the vote that no longer fits the text, too."""
    lapsed = amendment.fate == Fate.PUT_TO_VOTE and not fits(amendment, amendment.opinion.current)
    return lapsed or amendment.fate == Fate.PROPOSED


def all_fit(opinion: Opinion) -> bool:
    """Whether the text can take in whatever the vote carries."""
    voted = [each for each in opinion.amendments if each.fate == Fate.PUT_TO_VOTE]
    longest = len(opinion.wordings) + sum(each.change == Change.ADD for each in voted)
    return longest <= PASSAGES and all(fits(each, opinion.current) for each in voted)


def has_handed(case: Case) -> bool:
    """Whether this guardian has given her part of the count."""
    urn = case.poll and case.poll.urn
    seat = urn and urn.ceremony.guardian(case.who)
    return bool(seat) and seat.place in {part.place for part in urn.parts}


def has_confirmed(case: Case) -> bool:
    """Whether this guardian has confirmed what was prepared."""
    urn = case.poll and case.poll.urn
    seat = urn and urn.ceremony.guardian(case.who)
    return bool(seat) and seat.place in urn.confirmed


def has_not_checked(case: Case) -> bool:
    """Whether the device of this member, who is on the roll, has not looked for her key there yet."""
    return not case.poll.entry(case.who).checked


def reminder_is_due(case: Case) -> bool:
    return any(clock.reminder_due(row, case.now.date()) for row in case.opinion.addressees)


def discussion_is_over(case: Case) -> bool:
    """Whether the day the discussion was to end has passed."""
    return case.opinion.discussed_until is not None and case.now.date() > case.opinion.discussed_until


def asks_nobody(case: Case) -> bool:
    """Whether a published avis asks for something of nobody: only a decision to stop following it ends this."""
    return case.opinion.status == Status.PUBLISHED and any(
        each.is_followed and not each.addressees for each in case.opinion.recommendations)


def is_misaddressed(row: Addressee) -> bool:
    """Whether another body is still to be asked instead of this one: it is not theirs to decide, or it is no more."""
    elsewhere = row.response == Response.NOT_THEIRS and not row.was_passed_on
    return row.recommendation.is_followed and (elsewhere or is_gone(row))


def is_let_go(asked: Recommendation) -> bool:
    """Whether the commission follows it no more, or with another."""
    return asked.replaced_on is not None or asked.closed_on is not None


def signed_by_two(case: Case) -> bool:
    """Whether two different people have signed. The signature of one who has gone since with her name is nobody
    else's: it counts once she would have sat for a day."""
    standing = case.opinion.standing_signatures
    unnamed = sum(each.member is None and case.now - each.at >= SETTLED for each in standing)
    return two_people((each.member for each in standing), case.now, unnamed)


def ready_to_sign(case: Case) -> bool:
    return has_summary.holds(case) and agreed_to_publish.holds(case) and not two_signatures.holds(case)


def has_not_voted(case: Case) -> bool:
    entry = case.poll and case.poll.entry(case.who)
    return entry is not None and not (entry.is_in_urn if case.poll.has_urn else entry.has_voted)


def always(case: Case) -> bool:
    return True
