"""Words of closed classes, by which the forms of a sentence are told without a parser."""

from sayso.words import words


def words_of(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(" ".join(lines).split())


BE = words_of("is are was were be been being 's ’s 're ’re am")
HAVE = words_of("has have had having 've ’ve 'd ’d")
MODAL = words_of("will would could can may might should must does do did shall 'll ’ll wo ca")
NOT = words_of("not n't n’t never")
UNREAL = MODAL - words_of("does do did") | NOT | words_of("to if")  # before a verb that tells of no saying
DET = words_of("the a an this these those any some no every each another")
POSSESSIVE = words_of("his her their its our my your 's ’s")
PRONOUN = words_of("he she they it i we you who")
WH = words_of("what how why whether if when where which")
DAY = words("days")
AND, BY, COMMA, DASHES = words_of("and but"), words_of("by"), words_of(","), words_of("- – — --")
QUOTE = frozenset({'"', "“", "”", "''", "``", "«", "»", "„", "'", "‘", "’"})
