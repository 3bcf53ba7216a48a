"""How sure an attribution is: the probability that content, cue and source are right, in any domain.

The chain's own confidence was fitted on political news of one country; elsewhere it is too modest about verbs that
everybody uses of speech and too bold about the rest. The weights below were fitted together on PolNeAR's dev
part and on the rows of one story read by hand (see model/MODEL_CARD.md, Confidence). Frames and what layout tells
keep how often their form was right.
"""

import math

from sayso.attribution.contents import SAYING
from sayso.attribution.record import ATTITUDE, Found, tokens_of
from sayso.attribution.tagger import log_odds
from sayso.text import Text

SPEAKING = SAYING | {"according"}


def confidence(text: Text, one: Found) -> float:
    """The probability that an attribution is right, from its own confidence and what speaks for and against it."""
    if one.rule != "crf":
        return one.confidence
    cue = {text.tokens.low[i] for i in tokens_of(one.cue)}
    score = 0.88 * log_odds(one.confidence) - 0.70 + 0.72 * bool(cue & SPEAKING) - 0.33 * bool(cue & ATTITUDE)
    score += 0.55 * bool(one.source) - 0.77 * (not cue)
    return 1 / (1 + math.exp(-score))
