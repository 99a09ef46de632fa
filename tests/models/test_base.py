"""What every row has in common: its facts, its moments, its fingerprint, the names of what binds it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from commission.models import Body, Instant, Opinion, random_id
from commission.models.base import Base, canonical, fingerprint


def test_a_moment_is_kept_in_universal_time_and_comes_back_with_its_zone():
    paris = datetime(2026, 7, 1, 11, 30, tzinfo=ZoneInfo("Europe/Paris"))
    kept = Instant().process_bind_param(paris, None)
    assert (kept, kept.tzinfo) == (datetime(2026, 7, 1, 9, 30), None)
    assert Instant().process_result_value(kept, None) == paris
    assert Instant().process_result_value(kept, None).tzinfo is UTC
    assert Instant().process_bind_param(None, None) is Instant().process_result_value(None, None) is None


def test_a_moment_that_does_not_say_its_zone_is_refused():
    """It would be taken for one of the server's own zone, wherever that is."""
    with pytest.raises(ValueError, match="must say its zone"):
        Instant().process_bind_param(datetime(2026, 7, 1, 9, 30), None)


def test_a_row_has_no_fact_that_its_table_does_not_know_and_shares_none_with_another():
    with pytest.raises(TypeError, match="Body has no 'nom'"):
        Body(slug="x", nom="Ville")
    assert Body(slug="x", name="Ville", funds_us=True).funds_us
    one, other = Opinion(), Opinion()
    one.topics.append("death")
    assert other.topics == [] and one.uid != other.uid
    assert (Body().is_published, Body().keeper) == (False, None)


def test_equal_contents_have_one_writing_and_one_fingerprint():
    assert canonical({"b": 1, "a": ["é", None]}) == '{"a":["é",null],"b":1}'
    assert fingerprint("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
    assert len(random_id()) == 24 and random_id() != random_id()


def test_constraints_bear_the_names_that_migrations_call_them_by():
    tables = [Base.metadata.tables[name] for name in ("translation", "passage")]
    called = {each.name for table in tables for each in (*table.constraints, *table.indexes)}
    assert called >= {"pk_translation", "fk_translation_body_id", "ix_translation_body_id", "ck_translation_of",
                      "uq_passage_opinion_id_uid"}
