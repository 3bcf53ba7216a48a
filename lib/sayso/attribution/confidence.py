"""How sure an attribution is: the probability that content, cue and source are right, in any domain.

The chain's and the rules' own confidence were fitted on political news of one country; elsewhere both are too modest about
verbs that everybody uses of speech and too bold about the rest. The weights below were fitted together on PolNeAR's dev
part and on the rows of one story read by hand (see model/MODEL_CARD.md, Confidence). Frames keep how often their form was
right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from sayso.attribution.frames import SAYING
from sayso.attribution.record import ATTITUDE, Found, tokens_of
from sayso.attribution.tagger import log_odds
from sayso.text import Text

WEIGHTS: Mapping[str, float] = {
    "any": -0.70,
    "engine": 0.88,  # log odds of the chain's own confidence
    "rules": -0.59,
    "rules, their odds": 1.37,
    "verb of speech": 0.72,
    "no cue": -0.77,
    "source": 0.55,
    "attitude": -0.33,
}


def facts(text: Text, one: Found) -> dict[str, float]:
    """What speaks for and against an attribution of the chain or the rules, by the names of WEIGHTS."""
    cue = [text.tokens.low[i] for i in tokens_of(one.cue)]
    by_rules = one.rule.startswith("rules")
    odds = log_odds(one.confidence)
    return {
        "any": 1.0,
        "engine": 0.0 if by_rules else odds,
        "rules": float(by_rules),
        "rules, their odds": odds if by_rules else 0.0,
        "verb of speech": float(any(word in SAYING or word == "according" for word in cue)),
        "no cue": float(not cue),
        "source": float(bool(one.source)),
        "attitude": float(any(word in ATTITUDE for word in cue)),
    }


def confidence(text: Text, one: Found) -> float:
    """The probability that an attribution is right."""
    if one.rule.startswith("frame"):
        return one.confidence
    return 1 / (1 + math.exp(-sum(WEIGHTS[name] * value for name, value in facts(text, one).items())))
