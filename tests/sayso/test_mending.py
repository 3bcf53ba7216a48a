"""Rows mended: sources without the name they belong to, and contents that hold too much or too little."""

import pytest

from sayso.attribution.component import pipeline


@pytest.fixture(scope="module")
def nlp():
    return pipeline()


CASES = [
    ("participle at the start", "Denying that such plans exist, Abdul Holm, the mayor, termed the reports “false”.", "Abdul Holm, the mayor", "that such plans exist"),
    ("participle after by", "Holm tried to clear the air by tweeting that the crane was safe.", "Holm", "that the crane was safe"),
    ("participle behind a preposition", "After insisting that the tolls would stay, Ines Holm dropped them on Friday.", "Ines Holm", "that the tolls would stay"),
    ("participle behind a time", "One month after announcing his support for Okafor, Tomas Reyl still believes that the crane is old.", "Tomas Reyl", "his support for Okafor"),
    ("participle behind an adverb", "Now, after arguing that the crane is old, his team says that it fell.", "his team", "that the crane is old"),
    ("who is asked in an aside", "Tomas Reyl, asked about the crane, said that it was old.", "", "the crane"),
    ("name right before a verb", "Reyl has been targeting Holm since Okafor, at Monday’s debate, cited words that Reyl had used of her.", "Okafor", "words that Reyl had used of her"),
    ("insertion", "Reyl, in turn, cites his deckhands as the source for his claim that the crane fell.", "Reyl", "his deckhands as the source for his claim that the crane fell"),
    ("said of", "“He had a lot of Larnish supporters,” Holm, after a long pause, said of Reyl.", "Holm", "“He had a lot of Larnish supporters,”"),
    ("who is asked says the rest", "“No. I would not ask him,” Tess Holm said, when asked whether she wanted Reyl to speak. “I can speak for myself.”", "Tess Holm", "“No. I would not ask him,” [...] “I can speak for myself.”"),
    ("a place before the source", "In Larn, the poll found that the crane is old.", "the poll", "that the crane is old"),
    ("apposition", "Last night Tomas Reyl, a Larn councillor, said he was worried.", "Tomas Reyl, a Larn councillor,", "he was worried"),
    ("age and relative clause", "Ines Holm, 34, who lives in Larn with two sons, says she was told to leave.", "Ines Holm, 34, who lives in Larn with two sons", "she was told to leave"),
    ("an outlet before the one who told it", "According to the Echo, a clerk close to the inquiry revealed that the crane was old.", "a clerk close to the inquiry", "that the crane was old"),
    ("nobody by name", "Some say the crane was moved at night.", "Some", "the crane was moved at night"),
    ("no longer", "Larnia no longer denies contacts.", "Larnia", "contacts"),
    ("dateline in a content", "PORT LARN, May 4, 2031 - The talks have been postponed, the mediator said.", "the mediator", "The talks have been postponed"),
    ("when it was said", "The clerk said two weeks ago that the file was lost.", "The clerk", "that the file was lost"),
    ("manner", "Ines Okafor said sadly, “The port is closed.”", "Ines Okafor", "“The port is closed.”"),
    ("condition", "If the treasurer says that the port is bankrupt, the bank will close its branch.", "the treasurer", "that the port is bankrupt"),
    ("concession", "Although the treasurer says that the port is bankrupt, the bank will close its branch.", "the treasurer", "that the port is bankrupt"),
    ("relative clause", "A tax office which Senator Reyl said was among the slowest has been closed.", "Senator Reyl", "A tax office which [...] was among the slowest"),
    ("parenthesis", "The levy, according to Okafor's spokesman, will be dropped in May.", "Okafor's spokesman", "The levy [...] will be dropped in May"),
    ("headline", "Port is bankrupt, says Okafor\n\nThe port of Larn is old.", "Okafor", "Port is bankrupt"),
    ("in the words of", "The offer is “insulting”, in the words of Tomas Reyl, who leads the union.", "Tomas Reyl", "The offer is “insulting”"),
    ("role, name in a tail", "The ferry will raise its fares in June, its chief executive, Mats Reyl, said on Friday.", "its chief executive, Mats Reyl,", "The ferry will raise its fares in June"),
    ("who was told at the end", "It would mean that leave is paid, Ines Holm told Radio Larn's Sunday programme.", "Ines Holm", "It would mean that leave is paid"),
    ("by", "Pay is to rise as part of new plans announced by the minister of trade, Ines Holm.", "the minister of trade, Ines Holm", "part of new plans"),
    ("that, according to", "Ines Okafor of the dockers told the council that, according to the union’s own engineers, the valve had been shut.", "the union’s own engineers", "the valve had been shut"),
    ("cited, who is told by a relative clause", "The crane fell in March, Ines Okafor said, citing two dockers who work there.", "two dockers", "The crane fell in March"),
    ("telling him that", "The mayor of Larn, Tomas Reyl, quoted a manager as telling him that “everybody in the office knew”.", "a manager", "that “everybody in the office knew”"),
    ("a post set into a page", "It was late.\n\nThe crane is safe and nobody was hurt.\n\n— Ines Okafor (@okafor) May 4, 2031\n\nThe port is old.", "Ines Okafor", "The crane is safe and nobody was hurt."),
    ("a photo and its words", "It was late.\n\nI never said so, keep me out of this!\n\nA photo posted by Ines Okafor (@okafor) on May 4, 2031 at 2:20pm", "Ines Okafor", "I never said so, keep me out of this!"),
    ("a post that a colon introduces", "Ines Okafor posted her own response to this on her page on Monday:\n\nI was not asked. Leave me out of it.", "Ines Okafor", "I was not asked. Leave me out of it."),
    ("a letter that a colon introduces", "Here is the letter Okafor’s lawyer sent to the paper:\n\nInes Okafor is an able pilot. We ask that the press respect her.", "Okafor’s lawyer", "Ines Okafor is an able pilot. We ask that the press respect her."),
    ("accused by", "Reyl has been accused by several dockers of theft over many years.", "several dockers", "Reyl [...] of theft over many years"),
    ("a survey showed", "Fares at the port rose by nine per cent in May, a survey of passengers showed on Monday.", "a survey of passengers", "Fares at the port rose by nine per cent in May"),
    ("a content parted by a tail", "A guard at Larn's Quay Museum told detectives that the keeper, who has not been publicly named, made a plaster copy in the cellar while Reyl was at lunch, the source said.", "A guard at Larn's Quay Museum", "that the keeper, who has not been publicly named, made a plaster copy in the cellar while Reyl was at lunch"),
    ("a name and its verb", "It rose. HNN’s sources maintain Reyl stopped the crane when the wind began to rise, and she went to the hall.", "HNN’s sources", "Reyl stopped the crane when the wind began to rise, and she went to the hall"),
    ("a possessive in s", "Ines Brunners' personal pilot denies leaving the ferry before it sank, a clerk told the Echo.", "Ines Brunners' personal pilot", "leaving the ferry before it sank"),
    ("an adjective without its noun", "Okafor has denied Larnish reports stating that she sold the quay.", "Larnish reports", "that she sold the quay"),
    ("who denies reports", "Okafor has denied Larnish reports stating that she sold the quay.", "Okafor", "Larnish reports stating that she sold the quay"),
    ("a cue in the sentence before", "The report is less clear on what Larnco plans to do with the crane. Once source tells the Echo that cranes could be sold to Brine; another source says Larnco will speak in May.", "Once source", "that cranes could be sold to Brine"),
    ("a cue in the paragraph before", "“Everyone there was kind to me,” she wrote. “Now keep me out of this!”\n\nReyl’s friends have been few amid the charges. As the Echo has reported, he’s taking a hit to his career, as well, with the port scrapping their planned pier with him.", "the Echo", "he’s taking a hit to his career, as well, with the port scrapping their planned pier with him"),
    ("said Source as he did", "“Can we lift nine boats?” said Reyl as he closed the gate.", "Reyl", "“Can we lift nine boats?”"),
    ("asked the boy", "“How tall is that crane?” asked the boy, who was wearing a cap.", "the boy", "“How tall is that crane?”"),
    ("a day before the verb", "Ines Holm on Wednesday called on Tomas Reyl to apologize.", "Ines Holm", "Tomas Reyl to apologize"),
    ("an aside before the verb", "De Reyl, speaking on LRN710, called Holm a “blowhard,” and said his crane was old.", "De Reyl, speaking on LRN710", "Holm a “blowhard,”"),
    ("which, taken for content", "The board heard members of the guild, which has strongly denied any part in the theft.", "which", "any part in the theft"),
    ("as saying, over a comma", "The paper cites clerks at the port as saying that the toll could change in May, though the quay itself will remain open.", "clerks at the port", "that the toll could change in May, though the quay itself will remain open"),
    ("Said Source", "Ines Okafor left. Said Okafor, “We lost the crane.”", "Okafor", "“We lost the crane.”"),
    ("an apposition with commas of its own", "Gwen Korvel, Nora Quist's personal ear, nose and throat doctor, has denied that she took the log.", "Gwen Korvel, Nora Quist's personal ear, nose and throat doctor", "that she took the log"),
    ("a clause before a participle", "Nora Holm sent the letter to the harbour master of the North Quay, asking him to check the crane.", "Nora Holm", "him to check the crane"),
    ("Source, according to Outer, said", "The author, according to the Times, said that the quay was new.", "The author", "that the quay was new"),
    ("Outer, whose words are another's", "The site QNZ reports. According to QNZ, Korvel's lawyer has denied the claim.", "QNZ", "Korvel's lawyer has denied the claim"),
    ("a headline with a surname", "Reyl: No plan to sell the crane\n\nThe mayor of Larn is Tomas Reyl.", "Reyl", "No plan to sell the crane"),
    ("rumours", "Shares in the port rose on unconfirmed rumours that a crane had fallen in Larn.", "", "that a crane had fallen in Larn"),
    ("open quotation over paragraphs", "Tomas Reyl said: “We count the boats. There were nine.\n\n“This month there are forty.\n\n“Somebody lies.”\n\nThe port is old.", "Tomas Reyl", "“We count the boats. There were nine.\n\n“This month there are forty.\n\n“Somebody lies.”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "content"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_row_is_mended(nlp, text, source, content):
    found = [(a.words("source").rstrip(","), a.words("content")) for a in nlp(text)._.attributions]
    assert (source.rstrip(","), content) in found


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        pytest.param("She was asked: “Is the port bankrupt?” Okafor left.", "She", "bankrupt", id="a question is not hers who is asked"),
        pytest.param("‘Quay’ Just Announced Its ‘Boat Of The Year’ And It Was Old.\n\nThe paper is old.", "Its", "Boat", id="a possessive behind a cue speaks for nobody"),
        pytest.param("“We have nothing to hide.” The chairman nodded.", "The chairman", "hide", id="a nod says nothing"),
        pytest.param("The parents are accused of hiding the child.", "The parents", "hiding", id="the accused does not speak"),
        pytest.param("The audit found that the money was lost.\n\n“Dock unsafe”, read a sign.", "The audit", "Dock", id="a report does not go on in a quotation"),
        pytest.param("“I call you all Betty.” Hanna Lind told reporters of the noise: “They shouted at me.”", "Hanna Lind", "Betty", id="a finished quotation is not introduced"),
    ],
)  # fmt: skip
def test_words_are_not_given_to_who_did_not_say_them(nlp, text, source, content):
    assert not [a for a in nlp(text)._.attributions if source in a.words("source") and content in a.words("content")]


def test_one_saying_is_one_row(nlp):
    text = "According to a ferry source quoted in reports claiming the opposite, Larnco does not have plans to part passengers."
    assert [a.words("cue") for a in nlp(text)._.attributions] == ["According to"]


def test_the_answer_is_its_speakers_and_not_the_one_who_was_asked(nlp):
    text = "She was asked: “Is the port bankrupt?” The treasurer replied:\n\n“No, it is not.”"
    found = {a.words("content"): a.words("source") for a in nlp(text)._.attributions}
    assert found == {"“Is the port bankrupt?”": "", "“No, it is not.”": "The treasurer"}


def test_turns_of_a_transcript_are_the_names_before_their_offices(nlp):
    text = (
        "DANA HOLM, ANCHOR: Good evening.\n\nTOMAS REYL, DEPUTY MINISTER OF TRADE (via video link): Nothing is signed."
        "\n\nHOLM: When?\n\nREYL: Perhaps in May."
    )
    found = [(a.words("source"), a.words("content")) for a in nlp(text)._.attributions]
    assert found == [
        ("DANA HOLM", "Good evening"), ("TOMAS REYL", "Nothing is signed"), ("HOLM", "When?"), ("REYL", "Perhaps in May"),
    ]  # fmt: skip


def test_a_verb_of_speech_is_surer_than_another(nlp):
    said, held = (nlp(f"Okafor {verb} that the crane was safe.")._.attributions[0] for verb in ("said", "thought"))
    assert said.confidence > held.confidence


@pytest.mark.parametrize(
    "text",
    [
        "Both dockers asked not to be named.",
        "The port doctor is prohibited by law from discussing the care of any docker.",
        "A court barred the mayor from saying that the mill was sold.",
        "No manager had said that the crane was old.",
    ],
)
def test_what_nobody_said_is_no_statement(nlp, text):
    assert [a.words("content") for a in nlp(text)._.attributions] == []
