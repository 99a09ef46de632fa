"""Who holds a seat, and who does not."""

from datetime import timedelta

from commission.models import Ceremony, Commission, Guardian, Secrecy, Urn
from plain import CEDRE, ECORCE, GONE, GONE_KEEPER, IRIS, JADE, NOW, OVER, avis, case, opened, polled
from stages import person

A_DAY = timedelta(days=1)


def with_urn(*guardians, confirmed=()):
    """A secret poll whose urn these people guard, its setup confirmed by those at these places."""
    opinion = opened(Secrecy.SECRET)
    opinion.poll.urn = Urn(number=1, uuid="u", digits="1", ceremony=ceremony(*guardians), confirmed=list(confirmed))
    return opinion


def ceremony(*guardians, **facts) -> Ceremony:
    return Ceremony(begun_at=NOW, guardians=[Guardian(place=n, member=each) for n, each in enumerate(guardians, 1)],
                    **facts)


# For each seat: cases of who holds it, and of who does not.
CASES = {
    "member": ([case(IRIS)], [case(CEDRE), case(ECORCE), case(GONE), case(None)]),
    "facilitator": ([case(CEDRE)], [case(IRIS), case(ECORCE), case(GONE_KEEPER), case(None)]),
    "beside_the_only_facilitator": (
        [case(IRIS, Commission(name="C", facilitators=1))],
        [case(IRIS, Commission(name="C", facilitators=2)), case(CEDRE, Commission(name="C", facilitators=1)),
         case(ECORCE, Commission(name="C", facilitators=1)), case(GONE, Commission(name="C", facilitators=1))]),
    "outsider": ([case(ECORCE)], [case(IRIS), case(CEDRE), case(None)]),
    "guardian": ([case(ECORCE, with_urn(CEDRE, ECORCE)), case(CEDRE, with_urn(CEDRE, ECORCE))],
                 [case(IRIS, with_urn(CEDRE, ECORCE)), case(CEDRE, avis("Sans vote.")), case(CEDRE, opened()),
                  case(None, with_urn(None, ECORCE))]),
    "not_confirmed": ([case(ECORCE, with_urn(CEDRE, ECORCE)), case(ECORCE, with_urn(CEDRE, ECORCE, confirmed=[1]))],
                      [case(ECORCE, with_urn(CEDRE, ECORCE, confirmed=[2]))]),
    "setup_confirmed": ([case(CEDRE, with_urn(CEDRE, ECORCE, confirmed=[1, 2])), case(CEDRE, opened())],
                        [case(CEDRE, with_urn(CEDRE, ECORCE, confirmed=[1])), case(CEDRE, with_urn(CEDRE, ECORCE))]),
    "of_the_ceremony": ([case(ECORCE, ceremony(CEDRE, ECORCE))],
                        [case(IRIS, ceremony(CEDRE, ECORCE)), case(None, ceremony(None, ECORCE))]),
    "on_the_roll": ([case(IRIS, opened())],
                    [case(JADE, opened()), case(CEDRE, opened()), case(IRIS, avis("Sans vote.")),
                     case(None, opened(roll=[None]))]),
    "on_a_secret_roll": ([case(IRIS, polled(Secrecy.SECRET))],
                         [case(JADE, polled(Secrecy.SECRET)), case(IRIS, polled()), case(IRIS, polled(Secrecy.PAPER)),
                          case(IRIS, avis("Sans vote."))]),
    "keeper_of_papers": ([case(CEDRE, opened(Secrecy.PAPER))],
                         [case(IRIS, opened(Secrecy.PAPER)), case(CEDRE, opened()), case(CEDRE, opened(Secrecy.SECRET)),
                          case(CEDRE, avis("Sans vote."))]),
    "witness_of_papers": ([case(CEDRE, opened(Secrecy.PAPER)), case(JADE, opened(Secrecy.PAPER))],
                          [case(ECORCE, opened(Secrecy.PAPER)), case(GONE, opened(Secrecy.PAPER)),
                           case(JADE, opened()), case(JADE, opened(Secrecy.SECRET)), case(JADE, avis("Sans vote."))]),
    "a_day_later": ([case(JADE, opened(), OVER + A_DAY)],
                    [case(JADE, opened(), OVER + A_DAY - timedelta(seconds=1)), case(JADE, opened(), OVER),
                     case(CEDRE, opened(), OVER + A_DAY), case(GONE, opened(), OVER + A_DAY),
                     case(JADE, avis("Sans vote."), OVER + A_DAY)]),
    "the_server": ([case(None, CEDRE)], [case(None, IRIS), case(None, ECORCE), case(CEDRE, CEDRE), case(IRIS, CEDRE)]),
    "put_back": ([case(None)], [case(IRIS), case(CEDRE), case(person("Nouvelle"))]),
    "office": ([case(None)], [case(IRIS), case(CEDRE), case(person("Nouvelle"))]),
    "the_site": ([case(None)], [case(IRIS), case(CEDRE), case(person("Nouvelle"))]),
}
