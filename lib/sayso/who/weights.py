"""Every number that resolution decides by, each with where it comes from. All are set by hand, none is fitted.

Confidence has four rungs and no more: nothing that was measured tells them finer apart. Salience weighs who a pronoun
may mean, after Lappin and Leass 1994 (subject above others, recency by halving) with the speaker before added, since a
pronoun that is a source mostly goes on with who spoke.
"""

CERTAIN = 0.95  # the ledger says so
SURE = 0.9  # the text says so: a name, a name in apposition
LIKELY = 0.75  # one fits, by a rule that is right in most of the cases that were read
GUESS = 0.55  # one fits better than others

SPEAKER = 2.0  # who spoke last; above a subject, since sources go on with sources
EARLIER = 1.2  # who spoke before that
SUBJECT = 1.4  # the name that comes first in its sentence
OPENING = 0.6  # and opens it
FAR = 0.5  # off for each sentence between
GENDER = 2.4  # the text tells that he or she is one: above a subject, below a subject who spoke
UNTOLD = 0.5  # off for one of whom nothing tells that it is a person
OWNER = 0.8  # off for a possessive: mentioned for somebody else's sake
OBLIQUE = 0.7  # off for what stands behind a preposition
MARGIN = 0.7  # a pronoun whose best reading is less ahead is a guess
SENTENCES = 5  # how far back a pronoun reaches
