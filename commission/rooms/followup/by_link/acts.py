"""Answering by a link: a facilitator makes it, its body begins and sends, two people read before everyone can."""

from dataclasses import dataclass
from datetime import date, datetime

from commission.models import Addressee, Body, Channel, Document, Member, Opinion, Reply, ReplyLink
from commission.models.text.texts import fingerprint
from commission.rules.journal import record
from commission.rules.procedure import Refused, require
from commission.words.sentence import N_, Sentence

from .. import acts as following

UNREAD = N_("An answer has come by the link of this office: read it first.")
NOT_ASKED = N_("Nothing is asked of this office in this avis.")
NOT_SENT = N_("Nothing has been sent by this link, or it was released already.")


@dataclass(frozen=True)
class NewLink:
    """For whom a link is made, its identifier, the word its address ends in, and until when it opens."""

    body: Body
    uid: str
    word: str
    until_on: date


def shadow(word: str) -> str:
    """What is kept of the word an address ends in: 128 bits, so that a plain fingerprint cannot be searched."""
    return fingerprint(f"reply link|{word}")


def open_link(actor: Member, opinion: Opinion, wanted: NewLink, now: datetime) -> ReplyLink:
    """Give a body a link to answer by. The one it had dies, and what was begun there goes on in the new one."""
    require(actor, "open_link", opinion, now)
    if not rows_of(opinion, wanted.body):
        raise Refused([Sentence(NOT_ASKED)])
    former = [each for each in opinion.reply_links if each.body is wanted.body and not each.ended_on and not each.reply]
    if any(each.is_to_read for each in former):
        raise Refused([Sentence(UNREAD)])
    begun = next((each.fields for each in former if each.fields), [])
    for each in former:
        end(each, now)
    fresh = ReplyLink(body=wanted.body, uid=wanted.uid, shadow=shadow(wanted.word), made_on=now.date(),
                      until_on=wanted.until_on, fields=begun)
    opinion.reply_links.append(fresh)
    record(actor, "open_link", opinion, now, body=wanted.body.slug)
    return fresh


def rows_of(opinion: Opinion, body: Body) -> list[Addressee]:
    """What an avis still asks of a body."""
    return [row for row in opinion.addressees if row.body is body and not row.recommendation.is_dropped]


def begin(link: ReplyLink, fields: list, now: datetime) -> None:
    """Keep what the body has typed so far."""
    require(None, "answer", link, now)
    link.fields = fields


def answer(link: ReplyLink, now: datetime, letter: Document | None = None) -> None:
    """Send what was typed: the link opens nothing any more but its receipt, and somebody here reads it."""
    require(None, "answer", link, now)
    link.sent_on, link.handed_back_why = now.date(), ""
    record(None, "answer", link.opinion, now, now.date(), body=link.body.slug, **following.bound(letter))


def letter_of(link: ReplyLink, today: date, document: Document | None) -> Reply:
    """The reply that came by a link, dated the day it was sent."""
    day = link.sent_on or today
    return Reply(body=link.body, channel=Channel.LINK, dated_on=day, received_on=day, document=document)


def shown(link: ReplyLink, said: list[following.Said], today: date,
          document: Document | None = None) -> list[Addressee]:
    """The rows it speaks of, as they would be read: for a page, never to be kept."""
    letter = letter_of(link, today, document)
    for row, line in following.answers_in(letter, said):
        row.answers.append(line)
    for row, line in following.states_in(letter, said):
        row.progress.append(line)
    return [line.addressee for line in said]


def pass_on(actor: Member, link: ReplyLink, said: list[following.Said], now: datetime,
            document: Document | None = None) -> Reply:
    """Enter as a reply what a body sent, as it wrote it: done by the release."""
    require(actor, "pass_on", link.opinion, now)
    if not link.is_to_read:
        raise Refused([Sentence(NOT_SENT)])
    link.reply = following.reply(actor, link.opinion, letter_of(link, now.date(), document), said, now)
    link.fields = []
    return link.reply


def hand_back(actor: Member, link: ReplyLink, why: str, until_on: date, now: datetime) -> None:
    """Ask the body to change what it sent: its link opens again."""
    require(actor, "hand_back", link.opinion, now)
    if not link.is_to_read:
        raise Refused([Sentence(NOT_SENT)])
    let_go(link)
    link.sent_on, link.handed_back_why, link.until_on = None, why, max(link.until_on, until_on)
    record(actor, "hand_back", link.opinion, now, body=link.body.slug)


def close_link(actor: Member, link: ReplyLink, now: datetime) -> None:
    """End a link that has brought no reply, with what was typed there."""
    require(actor, "close_link", link.opinion, now)
    if link.reply or link.ended_on:
        raise Refused([Sentence(NOT_SENT)])
    end(link, now)
    record(actor, "close_link", link.opinion, now, body=link.body.slug)


def end(link: ReplyLink, now: datetime) -> None:
    let_go(link)
    link.ended_on, link.fields = now.date(), []


def let_go(link: ReplyLink) -> None:
    """What was passed on of it waits for nobody any more."""
    waiting = link.opinion.waiting
    for each in [each for each in waiting if each.act == "pass_on" and each.place.get("link") == link.uid]:
        waiting.remove(each)
