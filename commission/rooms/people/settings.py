"""What the commission sets for itself, says of itself and counts by hand. Two people change it."""

from datetime import datetime

from commission.models import Commission, Member
from commission.rules.journal import record
from commission.rules.procedure import Refused, require
from commission.words.sentence import N_, Sentence

SETTINGS = ("name", "translated", "association", "place", "contact", "timezone", "languages", "number_prefix", "quorum",
            "months_to_reply", "months_to_remind", "months_to_review", "neutral_site", "helplines")
PRESENTATION = (*Commission.OF_ITSELF, *Commission.NOTICE, "translated")
COUNTED = ("figures",)


def propose_settings(actor: Member, house: Commission, wanted: dict[str, object], now: datetime) -> None:
    """Propose other settings; they hold once a second person agrees. `wanted` may hold what does not change."""
    require(actor, "propose_settings", house, now)
    changes = {name: value for name, value in wanted.items() if value != getattr(house, name)}
    if not changes:
        raise Refused([Sentence(N_("Nothing was changed."))])
    house.proposed, house.proposed_by = changes, actor
    record(actor, "propose_settings", None, now, **changes)


def confirm_settings(actor: Member, house: Commission, now: datetime) -> None:
    """Agree to the settings another person proposed: from now on they hold."""
    require(actor, "confirm_settings", house, now)
    record(actor, "confirm_settings", None, now, **house.proposed)
    for name, value in house.proposed.items():
        setattr(house, name, value)
    house.proposed, house.proposed_by = {}, None


def drop_settings(actor: Member, house: Commission, now: datetime) -> None:
    """Let go of the settings that were proposed."""
    require(actor, "drop_settings", house, now)
    record(actor, "drop_settings", None, now)
    house.proposed, house.proposed_by = {}, None
