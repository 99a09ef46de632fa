"""Comments on passages: one level of replies, resolved with an answer."""

from datetime import datetime

from commission.models import Amendment, Comment, Member, Passage
from commission.rules.journal import record
from commission.rules.procedure import Refused, require
from commission.words.sentence import N_, Sentence


def comment(actor: Member, passage: Passage, text: str, now: datetime) -> Comment:
    """Remark on a passage, as it stands now."""
    require(actor, "comment", passage.opinion, now)
    remark = Comment(author=actor, revision=passage.opinion.current, text=text, language=actor.language, at=now)
    passage.comments.add(remark)
    record(actor, "comment", passage.opinion, now)
    return remark


def reply(actor: Member, remark: Comment, text: str, now: datetime) -> Comment:
    """Answer a remark. A reply to a reply joins the same thread; a resolved thread is closed."""
    thread = remark.parent or remark
    if thread.resolved_at:
        raise Refused([Sentence(N_("This remark is already closed."))])
    answer = comment(actor, thread.passage, text, now)
    thread.replies.append(answer)
    thread.news = actor != thread.author
    return answer


def resolve(actor: Member, remark: Comment, answer: str, now: datetime) -> None:
    """Settle a remark, saying how."""
    require(actor, "resolve", remark.passage.opinion, now)
    if remark.resolved_at:
        raise Refused([Sentence(N_("This remark is already closed."))])
    remark.resolved_at, remark.resolved_by, remark.answer, remark.news = now, actor, answer, actor != remark.author
    record(actor, "resolve", remark.passage.opinion, now)


def heard(who: Member, about: Comment | Amendment) -> None:
    """Its author has read the answer to her remark, or what became of her amendment. That is nobody else's to know:
    the journal has no line of it."""
    if about.author != who:
        raise Refused([Sentence(N_("Only its author marks it as read."))])
    about.news = False


# --- a way back ------------------------------------------------------------------------------------------------------
def withdraw(actor: Member, remark: Comment, now: datetime) -> None:
    """Take back one's own remark."""
    require(actor, "withdraw_remark", remark.passage.opinion, now)
    if remark.author != actor:
        raise Refused([Sentence(N_("Only its author cancels a remark."))])
    blot(remark, actor, "", now)
    record(actor, "withdraw_remark", remark.passage.opinion, now)


def hide(actor: Member, remark: Comment, why: str, now: datetime) -> None:
    """Hide a remark, with a reason that members read."""
    require(actor, "hide_remark", remark.passage.opinion, now)
    blot(remark, actor, why, now)
    record(actor, "hide_remark", remark.passage.opinion, now, why=why)


def blot(remark: Comment, by: Member, why: str, now: datetime) -> None:
    """Erase the words of a remark for good; its thread, if it began one, is closed."""
    if remark.gone_at:
        raise Refused([Sentence(N_("Its words are gone already."))])
    remark.text, remark.gone_at, remark.gone_by, remark.gone_why, remark.news = "", now, by, why, by != remark.author
    if remark.parent is None and remark.resolved_at is None:
        remark.resolved_at, remark.resolved_by = now, by
