"""Every number that resolution decides by, with where it comes from. All are set by hand, none is fitted.

Halving or doubling any of these changes who speaks somewhere in the corpora that were read; what changed nothing went.
Salience weighs whom a pronoun may mean, after Lappin and Leass 1994 (a subject above others, less with distance), with
the speaker before added, since a pronoun that is a source mostly goes on with who spoke.
"""

# Confidence has four rungs and no more: nothing that was measured tells them finer apart.
CERTAIN = 0.95  # the ledger says so
SURE = 0.9  # the text says so: a name, a name in apposition
LIKELY = 0.75  # one fits, by a rule that is right in most of the cases that were read
GUESS = 0.55  # one fits better than others

# Whom a pronoun means
SPEAKER = 2.0  # who spoke last: above a subject
EARLIER = 1.2  # who spoke before that: below one
SUBJECT = 1.4  # the name that comes first in its sentence
HERE = 1.0  # more where that is the pronoun's own sentence: above who spoke before
FAR = 0.5  # off for each sentence between
GENDER = 2.4  # the text tells that he or she is one, or that they are several: above a subject, below one who spoke
UNTOLD = 1.2  # nothing tells of a person whether he or she
SENTENCES = 5  # how far back a pronoun reaches
RECENT = 8  # speakers before that it may mean

# How far things reach
GOES_ON = 1  # paragraphs after which a quotation without a source goes on with the speaker before
OCCASION = 3  # paragraphs over which a speaker goes on with an interview
APPOSITION = 14  # words of an apposition behind a name
HEADLINE = 0.7  # share of a line's long words with a capital above which it is a headline

REMEMBERED = 200  # mentions and speakers that a description may mean: no decision, a bound that keeps reading linear
