"""What offices say of their own answers beside what the commission says: two counts, never one."""

from datetime import date
from types import SimpleNamespace as Facts

from commission.derived.gap import two_counts
from commission.models import Judgement, Response

SENT = date(2026, 3, 1)


def asked(judgement: Judgement, *answers: tuple[str, Response, date | None]):
    rows = [Facts(body=Facts(slug=slug), response=response, sent_on=sent_on) for slug, response, sent_on in answers]
    return Facts(rows=rows, recommendation=Facts(judgement=judgement))


def test_each_office_counts_once_for_each_thing_it_is_asked_and_the_commission_once_for_each_recommendation():
    told = [asked(Judgement.NOTHING_CHANGED, ("a", Response.ACCEPTED, SENT), ("b", Response.ACCEPTED, SENT),
                  ("c", Response.AWAITED, None)),
            asked(Judgement.NOT_REVIEWED, ("a", Response.NOT_ACCEPTED, SENT))]
    both = two_counts(told)
    assert list(both.offices.items()) == [(Response.ACCEPTED, 2), (Response.NOT_ACCEPTED, 1)]
    assert list(both.commission.items()) == [(Judgement.NOT_REVIEWED, 1), (Judgement.NOTHING_CHANGED, 1)]
    alone = two_counts(told, "b")
    assert alone.offices == {Response.ACCEPTED: 1} and alone.commission == both.commission


def test_both_counts_stand_on_the_page_of_the_follow_up_each_with_its_method(shared_site):
    page = shared_site.visitor().get("/suivi").text
    for each in ("Ce que les organismes disent de leurs réponses", "La dernière réponse de chaque organisme",
                 "Sa dernière parole sur chaque recommandation"):
        assert each in page
    assert "%" not in page.split("Ce que les organismes disent")[1].split("</details>")[0]
