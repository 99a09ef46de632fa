"""What a new row has that nobody said, and the words that columns are stored as, each written out."""

import json
import re

from sqlalchemy import Enum

import commission.models as models
from commission.models import Base

# What a new row has, as JSON: of which columns. No other column has anything.
FIRST = {
    '""': """
        amendment.answer amendment.words answer.erratum answer.lead answer.next_step answer.observation answer.quote
        answer.redirected_to answer.url assessment.erratum assessment.text comment.answer comment.gone_why
        commission.access_checked commission.association commission.charter commission.contact commission.director
        commission.funder commission.host commission.journal_head commission.keys_mark commission.mandate
        commission.neutral_site commission.number_prefix commission.place commission.public_head commission.publisher
        document.says evidence.url guardian.certificate guardian.contribution guardian.verification_key
        member.code_hash member.code_index opinion.reservation opinion.source_document opinion.summary pause.why
        progress.erratum progress.note question.asked recommendation.closed_why recommendation.theme
        referral.question reminder.why reply.signed_by reply.source_url reply_link.handed_back_why revision.reason
        rung.whom rung.words urn.proofs urn.sha256 waiting.sent_back_why""",
    "[]": """
        commission.figures commission.helplines commission.languages entry.choices factor.spent opinion.topics
        question.options reply_link.fields urn.confirmed waiting.fields""",
    "{}": "commission.proposed event.details sitting.mood waiting.place",
    "false": """
        amendment.news body.funds_us ceremony.confirmed comment.news commission.fictional entry.checked invitation.card
        invitation.confirmed member.can_be_asked member.knows_exit member.reads_difficult member.renewal
        opinion.secrecy_asked sign_in.first sign_in.vouched""",
    "0": """
        commission.journal_length commission.secret_polls factor.last_step factor.misses member.keys_until
        opinion.revisions_made register.last""",
    "1": "commission.id opinion.told_version",
    "2": "event.format",
    "3": "addressee.months commission.months_to_reply",
    "6": "addressee.months_again commission.months_to_remind",
    "12": "commission.months_to_review",
    '"UTC"': "commission.timezone",
    '"more_than_half"': "commission.quorum",
    '"open"': "poll.secrecy",
    '"proposed"': "amendment.fate",
    '"referred"': "opinion.status",
    '"responsible"': "addressee.role",
    '"simple"': "poll.majority",
    '"whole"': "poll.subject",
}
# Digits that are drawn for it, in hexadecimal: how many.
DRAWN = {
    24: """
        amendment.uid ceremony.uid comment.uid commission.installation document.uid invitation.uid member.mark
        member.uid opinion.uid parked.uid passage.uid poll.uid reply_link.uid sitting.uid waiting.uid""",
    64: "event.salt member.key",
}
WORDS = {
    "Basis": "stated document seen",
    "Change": "reword remove add",
    "Channel": "letter email meeting statement link",
    "Choice": "for against abstain",
    "Device": "phone computer",
    "Fate": "proposed withdrawn accepted rejected put_to_vote carried lost",
    "Height": "above statement",
    "Implementation": "unknown not_started under_way stopped partly_done done dropped moot",
    "Judgement": "not_reviewed meets meets_in_part does_not_meet nothing_changed cannot_tell",
    "Kind": "heading paragraph recommendation",
    "Majority": "simple absolute two_thirds",
    "Manner": "consensus majority",
    "Mood": "calm warm lively useful long tiring heavy too_fast",
    "Phrase": "title summary name mandate funder charter access_checked",
    "Quorum": "more_than_half half two_thirds all",
    "Response":
        "awaited acknowledged under_study accepted accepted_in_part in_principle already no_position not_accepted "
        "not_theirs",
    "Role": "responsible associated",
    "Seat": "member facilitator guardian",
    "Secrecy": "open secret paper",
    "Source": "body call",
    "Status":
        "referred earlier drafting deliberation frozen voting counting adopted rejected published incorporated "
        "set_aside withdrawn",
    "Subject": "whole articles options amendments",
    "Topic": "violence threats children justice health death",
    "Verdict": "adopted rejected settled no_quorum",
}


def test_a_new_row_has_what_is_written_here_and_nothing_else():
    first = {column: said for said, columns in FIRST.items() for column in columns.split()}
    drawn = {column: long for long, columns in DRAWN.items() for column in columns.split()}
    rows = [(mapper.local_table, mapper.class_(), mapper.class_()) for mapper in Base.registry.mappers]
    found = {str(column): (mine, getattr(other, column.key))
             for table, row, other in rows for column in table.columns
             if (mine := getattr(row, column.key)) is not None}
    assert {name: json.dumps(mine) for name, (mine, _) in found.items() if name not in drawn} == first
    for name, long in drawn.items():
        mine, others = found[name]
        assert re.fullmatch(f"[0-9a-f]{{{long}}}", mine) and mine != others, name


def test_words_that_are_stored_are_these_and_in_this_order():
    stored = {column.type.enum_class for table in Base.metadata.sorted_tables for column in table.columns
              if isinstance(column.type, Enum)} | {models.Choice, models.Mood, models.Topic}
    assert {each.__name__: " ".join(each) for each in stored} == WORDS
