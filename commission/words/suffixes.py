"""What is read beside the word of a recommendation, in order: sentences worked out with it, stored nowhere."""

from collections.abc import Callable

from commission.derived.outcome import Summary
from commission.derived.outcome_words import VOUCHED

from .sentence import N_, NN_, Sentence

DECLARED = N_("(according to the office)")
NO_REPLY = N_("no reply from %(silent)s of %(leads)s")

# Each suffix: when it is read, and its sentence.
SUFFIXES: tuple[tuple[Callable[[Summary], object], Callable[[Summary], Sentence]], ...] = (
    (lambda s: s.declared and s.word in VOUCHED, lambda s: Sentence(DECLARED)),
    (lambda s: s.refused, lambda s: Sentence(N_("refused by the office"))),
    (lambda s: s.contested, lambda s: Sentence(N_("the commission disagrees"))),
    (lambda s: s.met_in_part, lambda s: Sentence(N_("in part only, says the commission"))),
    (lambda s: s.satisfied, lambda s: Sentence(N_("the commission is satisfied with it"))),
    (lambda s: s.quiet_since, lambda s: Sentence(N_("without news since %(year)s"), {"year": s.quiet_since.year})),
    (lambda s: s.stale, lambda s: Sentence(N_("announced date passed"))),
    (lambda s: 0 < s.agree < s.leads,
     lambda s: Sentence(NN_("%(num)s office of %(leads)s", "%(num)s offices of %(leads)s"),
                        {"num": s.agree, "leads": s.leads})),
    (lambda s: s.silent and s.leads > 1, lambda s: Sentence(NO_REPLY, {"silent": s.silent, "leads": s.leads})),
    (lambda s: s.refusals, lambda s: Sentence(NN_("%(num)s refusal", "%(num)s refusals"), {"num": s.refusals})),
    (lambda s: s.closed, lambda s: Sentence(N_("no longer followed"))),
    (lambda s: s.gone, lambda s: Sentence(N_("this office no longer exists: see its successor"))),
)


def suffixes(summary: Summary) -> list[Sentence]:
    """What is read beside the word, in order."""
    return [sentence(summary) for applies, sentence in SUFFIXES if applies(summary)]
