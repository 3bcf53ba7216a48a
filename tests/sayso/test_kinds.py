"""Who a source is, by kinds of source that news brings up; each case a small invented document."""

import pytest
from test_who import DOC, NONE, identified, resolved, statements

from sayso import read

CASES = {
    "a title with a place before a name": (
        "Secretary of State Ana Lee said it rained. Minister for the Coast Bo Reed said it poured.",
        [("Secretary of State Ana Lee", "said", "it rained"), ("Minister for the Coast Bo Reed", "said", "it poured")],
        ["ana-lee", "bo-reed"],
    ),
    "an office in capitals, then the name": (
        "The Shadow Minister for Ports, Ana Lee, said it rained.",
        [("The Shadow Minister for Ports, Ana Lee,", "said", "it rained")],
        ["ana-lee"],
    ),
    "a role, then the name between commas": (
        "The wharf keeper, Ana Lee, said it rained.",
        [("The wharf keeper, Ana Lee,", "said", "it rained")],
        ["ana-lee"],
    ),
    "he and she are two people": (
        "Bo Reed met Ana Lee. She said it rained. He said it was dry.",
        [("She", "said", "it rained"), ("He", "said", "it was dry")],
        ["ana-lee", "bo-reed"],
    ),
    "a wife is not her husband": (
        "Edvin Stahl, the mayor, spoke. His wife came along. Mrs Stahl has opened two schools. She said it rained.",
        [("She", "said", "it rained")],
        ["mrs-stahl"],
    ),
    "a king is not the prince of a like name": (
        "Crown Prince Hamad bin Tarik was in Veld. King Tarik said it rained.",
        [("King Tarik", "said", "it rained")],
        ["king-tarik"],
    ),
    "Sir goes with a first name": (
        "Sir Dag Lind met the press. Sir Dag said it rained.",
        [("Sir Dag", "said", "it rained")],
        ["dag-lind"],
    ),
    "a family name that stands first": (
        "Park Jin Woo met the press. Mr Park said it rained.",
        [("Mr Park", "said", "it rained")],
        ["park-jin-woo"],
    ),
    "an acronym in brackets, and the last word of the name": (
        "The Veld Harbour Authority (VHA) met. The VHA said it rained. The Authority said it poured.",
        [("The VHA", "said", "it rained"), ("The Authority", "said", "it poured")],
        ["veld-harbour-authority", "veld-harbour-authority"],
    ),
    "a noun behind a name tells what it is": (
        "The Tarn clinic opened in May. The clinic said it rained.",
        [("The clinic", "said", "it rained")],
        ["tarn"],
    ),
    "a campaign is not the person whose it is": (
        "Ana Lee spoke. The Lee campaign said it rained.",
        [("The Lee campaign", "said", "it rained")],
        ["lee-campaign"],
    ),
    "his lawyer is of whom the text last told": (
        "Bo Reed was fined on Monday. His lawyer said it rained. Reed’s lawyer said it poured.",
        [("His lawyer", "said", "it rained"), ("Reed’s lawyer", "said", "it poured")],
        ["bo-reed-s-lawyer@d1", "bo-reed-s-lawyer@d1"],
    ),
    "somebody’s lawyer, by a part of the name": (
        "Bo Reed was fined on Monday. Reed’s lawyer said it rained.",
        [("Reed’s lawyer", "said", "it rained")],
        ["bo-reed-s-lawyer@d1"],
    ),
    "his lawyer, by a name that says whose": (
        "Bo Reed was fined. Mia Holm, a lawyer, came. Ana Lee, Reed’s lawyer, came late. His lawyer said it rained.",
        [("His lawyer", "said", "it rained")],
        ["ana-lee"],
    ),
    "his lawyer, of whom he tells": (
        "Varn Lind said it was dry. Tolm Reed would go, his lawyer said.",
        [("Varn Lind", "said", "it was dry"), ("his lawyer", "said", "Tolm Reed would go")],
        ["varn-lind", "tolm-reed-s-lawyer@d1"],
    ),
    "his aides are not her aides": (
        "Bo Reed met Ana Lee. Her aides said it rained. His aides said it was dry.",
        [("Her aides", "said", "it rained"), ("His aides", "said", "it was dry")],
        ["ana-lee-s-aides@d1", "bo-reed-s-aides@d1"],
    ),
    "her campaign is that of her name": (
        "Ana Lee spoke. Her campaign said it rained. The Lee campaign said it poured.",
        [("Her campaign", "said", "it rained"), ("The Lee campaign", "said", "it poured")],
        ["lee-campaign", "lee-campaign"],
    ),
    "her sister, of whom the words themselves tell": (
        "Bo Reed left. “Ana Lee is ill,” her sister said.",
        [("her sister", "said", "“Ana Lee is ill,”")],
        ["ana-lee-s-sister@d1"],
    ),
    "her statement is hers": (
        "Ana Lee left on Monday. Her statement said it rained.",
        [("Her statement", "said", "it rained")],
        ["ana-lee"],
    ),
    "his lawyer by a name": (
        "Bo Reed was fined. Ana Lee, a lawyer, came late. His lawyer said it rained.",
        [("His lawyer", "said", "it rained")],
        ["ana-lee"],
    ),
    "she and what is hers": (
        "Ana Lee ran for mayor. Both Lee and her campaign said it rained.",
        [("Both Lee and her campaign", "said", "it rained")],
        ["ana-lee-and-lee-s-campaign"],
    ),
    "an office with hyphens before a name": (
        "A letter came from Quay Post Editor-in-Chief Ana Lee. Lee said it rained.",
        [("Lee", "said", "it rained")],
        ["ana-lee"],
    ),
    "that person": (
        "A source close to Bo Reed said it rained. That person said it poured.",
        [("A source close to Bo Reed", "said", "it rained"), ("That person", "said", "it poured")],
        ["source-close-to-bo-reed@d1", "source-close-to-bo-reed@d1"],
    ),
    "the poll that was told of before": (
        "A Veld University poll said it rained. Ana Lee said it was dry. The poll found it poured.",
        [
            ("A Veld University poll", "said", "it rained"),
            ("Ana Lee", "said", "it was dry"),
            ("The poll", "found", "it poured"),
        ],
        ["veld-university", "ana-lee", "veld-university"],
    ),
    "the release of who announced something": (
        "The Dockers Union announced that it rained. “It poured,” the release said.",
        [("The Dockers Union", "announced", "it rained"), ("the release", "said", "“It poured,”")],
        ["dockers-union", "dockers-union"],
    ),
    "that is no part of who is meant": (
        "It was heard that officials said it rained.",
        [("that officials", "said", "it rained")],
        ["officials@d1"],
    ),
    "a release long after who announced something": (
        "The Dockers Union announced that it rained.\n\nIt grew late.\n\nThe port shut.\n\n“It poured,” the release said.",
        [("The Dockers Union", "announced", "it rained"), ("the release", "said", "“It poured,”")],
        ["dockers-union", ""],
    ),
    "what a body did is no apposition": (
        "Mia Holm, an activist for Greentide, demanded to know whether Bo Lee took campaign money. The Lee campaign said it rained.",
        [("The Lee campaign", "said", "it rained")],
        ["lee-campaign"],
    ),
    "his associates": (
        "Bo Reed left. Several Reed associates said it rained.",
        [("Several Reed associates", "said", "it rained")],
        ["several-reed-associates@d1"],
    ),
    "a surname that ends like an adverb or a participle": (
        "A talk was held with Megyn Kelly and Curt Schilling. Kelly said it rained. Schilling said it poured.",
        [("Kelly", "said", "it rained"), ("Schilling", "said", "it poured")],
        ["megyn-kelly", "curt-schilling"],
    ),
    "a name that ends like a participle, without another": (
        "It was up to Manning. Manning said it rained.",
        [("Manning", "said", "it rained")],
        ["manning"],
    ),
    "a King who is no king": (
        "Representative Peter T. King of Veld said it rained. Mr. King said it poured.",
        [("Representative Peter T. King of Veld", "said", "it rained"), ("Mr. King", "said", "it poured")],
        ["peter-t-king", "peter-t-king"],
    ),
    "a pronoun means nobody of the next paragraph": (
        "Bo Reed met Dag Lind. “It rained,” he admitted. “It poured.”\n\nLind said it was dry.",
        [("he", "admitted", "“It poured.”")],
        ["bo-reed"],
    ),
    "whose supporters": (
        "Bo Reed lost. It was clear to his own supporters, who said it rained. Lee’s envoy, who said it poured, left.",
        [("who", "said", "it rained"), ("who", "said", "it poured")],
        ["bo-reed-s-own-supporters@d1", "lee-s-envoy@d1"],
    ),
    "whose rivals, who are not those who": (
        "Big money backs Bo Reed's rivals - even old thieves who said it rained.",
        [("who", "said", "it rained")],
        [""],
    ),
    "her bank is no source": (
        "Ana Lee told of her bank’s handling of the theft, which said it rained.",
        [("which", "said", "it rained")],
        [""],
    ),
    "a spokesman may be a woman": (
        "Lee spokesman Hope Varn said it rained. She said it poured.",
        [("Lee spokesman Hope Varn", "said", "it rained"), ("She", "said", "it poured")],
        ["hope-varn", "hope-varn"],
    ),
    "otherwise is no name": (
        "Ana Lee spoke. Otherwise, she said, it would pour.",
        [("she", "said", "it would pour")],
        ["ana-lee"],
    ),
    "two with offices": (
        "Former Secretary of State Ana Lee and former Veldish Gov. Bo Reed said it rained.",
        [("Former Secretary of State Ana Lee and former Veldish Gov. Bo Reed", "said", "it rained")],
        ["ana-lee-and-bo-reed"],
    ),
    "an official is not the minister named last": (
        "Defense Secretary Bo Reed flew to Brine. The administration official said it rained.",
        [("The administration official", "said", "it rained")],
        [""],
    ),
    "of two with an office, neither is meant for being named last": (
        "President Ana Lee met President Bo Reed. The president said it rained.",
        [("The president", "said", "it rained")],
        [""],
    ),
    "a source without a name never becomes one who has one": (
        "Ana Lee, our best source, spoke. The source said it rained.",
        [("The source", "said", "it rained")],
        ["source@d1"],
    ),
    "a writing speaks for whoever wrote it": (
        "A report by Quay News said it rained. The report said it poured.",
        [("A report by Quay News", "said", "it rained"), ("The report", "said", "it poured")],
        ["quay-news", "quay-news"],
    ),
    "shares of a poll are nobody": (
        "Two-thirds said it rained. 42 percent said it poured.",
        [("Two-thirds", "said", "it rained"), ("42 percent", "said", "it poured")],
        ["", ""],
    ),
    "a plural that opens a sentence is no name": (
        "Investigators said it rained. They said it poured.",
        [("Investigators", "said", "it rained"), ("They", "said", "it poured")],
        ["investigators@d1", "investigators@d1"],
    ),
    "a soft hyphen, and a hyphen at a line's end, are no letters": (
        "Ana Hal\xadvorsen said it rained. Ana Halvor-\nsen said it poured.",
        [("Ana Hal\xadvorsen", "said", "it rained"), ("Ana Halvor-\nsen", "said", "it poured")],
        ["ana-halvorsen", "ana-halvorsen"],
    ),
    "an article in a surname": (
        "Foreign Minister Walid al-Marri spoke. Al-Marri said it rained.",
        [("Al-Marri", "said", "it rained")],
        ["walid-al-marri"],
    ),
    "a street is not he": (
        "Former Lund Street press chief Edvin Stahl said it rained. He said it poured.",
        [("Former Lund Street press chief Edvin Stahl", "said", "it rained"), ("He", "said", "it poured")],
        ["edvin-stahl", "edvin-stahl"],
    ),
    "a paper that is called like an office": (
        "Quay Insider said it rained, and the Brine Economist said it poured. The chief economist said no.",
        [
            ("Quay Insider", "said", "it rained"),
            ("the Brine Economist", "said", "it poured"),
            ("The chief economist", "said", "no"),
        ],
        ["quay-insider", "brine-economist", ""],
    ),
    "what somebody is, in a word that no list has": (
        "Ana Lee, the wharfinger, woke. The wharfinger said it rained.",
        [("The wharfinger", "said", "it rained")],
        ["ana-lee"],
    ),
    "a surname in capitals after a full name in capitals": (
        "ANA LEE, ANCHOR: It rained.\n\nLEE: It poured.",
        [("ANA LEE", "", "It rained."), ("LEE", "", "It poured.")],
        ["ana-lee", "ana-lee"],
    ),
    "of two of one surname, whose full name last opened a sentence": (
        "Ana Lee met Bo Lee. Bo Lee woke. Lee said it rained.",
        [("Lee", "said", "it rained")],
        ["bo-lee"],
    ),
    "the adjective of a state alone names nobody": (
        "Ana Lee denied Norwegian reports saying that it rained.",
        [("Norwegian", "saying", "that it rained")],
        [""],
    ),
    "a possessive pronoun is whom it stands for": (
        "Ana Lee left. Her claim that it rained was new.",
        [("Her", "claim", "that it rained")],
        ["ana-lee"],
    ),
    "the subject before a cue that has no source": (
        "Ana Lee, the port’s spokesman, termed the report false. The Tarn clinic confirmed it.",
        [("", "termed", "the report false"), ("", "confirmed", "it")],
        ["ana-lee", "tarn"],
    ),
    "nobody is the subject of a passive, behind and, or of a deed": (
        "Ana Lee was reported ill. Ana Lee met Bo Reed and said it rained. Bo Reed slept through rain.",
        [("", "was reported", "ill"), ("", "said", "it rained"), ("", "slept", "through rain")],
        ["", "", ""],
    ),
    "a body has no office, so that another speaks": (
        "Speaking to the Veldish daily, Quay, deputy manager Ana Lee said it rained.",
        [("Quay, deputy manager Ana Lee", "said", "it rained")],
        ["ana-lee"],
    ),
    "a person or a body may be somebody’s": (
        "Bo Reed, brother of actor Ana Lee, said it rained. Quay News, owned by tycoon Ana Lee, said it poured.",
        [
            ("Bo Reed, brother of actor Ana Lee,", "said", "it rained"),
            ("Quay News, owned by tycoon Ana Lee,", "said", "it poured"),
        ],
        ["bo-reed", "quay-news"],
    ),
    "they are the subject of the clause that theirs hangs on": (
        "Two papers said it was dry.\n\nA row began when angry workers shut the port because they feared rain.",
        [("Two papers", "said", "it was dry"), ("they", "feared", "rain")],
        ["two-papers@d1", "angry-workers@d1"],
    ),
    "it seems is nobody": (
        "Quay Insider said it rained. It does seem odd. It may appear late.",
        [("Quay Insider", "said", "it rained"), ("It", "does seem", "odd"), ("It", "may appear", "late")],
        ["quay-insider", "", ""],
    ),
    "an outlet whose first word the text also writes small": (
        "Harbour Insider looked back after the harbour shut: “It rained.”",
        [("", "", "“It rained.”")],
        ["harbour-insider"],
    ),
    "an outlet that is called like a body": (
        "Bank Insider looked back: “It rained.”",
        [("", "", "“It rained.”")],
        ["bank-insider"],
    ),
    "where an outlet is based, and an article that is written small": (
        "The Brine-based al-Marrad said it rained. On Monday al-Marrad television said it poured.",
        [("The Brine-based al-Marrad", "said", "it rained"), ("al-Marrad television", "said", "it poured")],
        ["al-marrad", "al-marrad"],
    ),
    "sources have no name": (
        "Sources for Ana Lee said it rained. Multiple Sources said it poured.",
        [("Sources for Ana Lee", "said", "it rained"), ("Multiple Sources", "said", "it poured")],
        ["sources-for-ana-lee@d1", "multiple-sources@d1"],
    ),
    "op-ed is no participle": (
        "The Brine Times op-ed columnist said it rained.",
        [("The Brine Times op-ed columnist", "said", "it rained")],
        [""],
    ),
    "what was done to a source or a writing stands behind it": (
        "Sources interviewed by Quay News said it rained. Letters obtained by Quay News said it poured.",
        [
            ("Sources interviewed by Quay News", "said", "it rained"),
            ("Letters obtained by Quay News", "said", "it poured"),
        ],
        ["sources-interviewed-by-quay-news@d1", "letters-obtained-by-quay-news@d1"],
    ),
    "an everyday word that opens a sentence is no name": (
        "Some shocking details said no. Future plans are to dig. New information shows rain.",
        [
            ("Some shocking details", "said", "no"),
            ("Future", "plans", "are to dig"),
            ("New information", "shows", "rain"),
        ],
        ["", "", ""],
    ),
    "a body’s noun behind a possessive is no name alone": (
        "Veld said no. The Veld Examiner’s Office said it poured. The Veld Dockers’ Association said it rained.",
        [("The Veld Examiner’s Office", "said", "it poured"), ("The Veld Dockers’ Association", "said", "it rained")],
        ["veld-examiner-office", "veld-dockers-association"],
    ),
    "a clinic is not the person whose it is": (
        "Ana Lee sat. Lee’s clinic said it rained.",
        [("Lee’s clinic", "said", "it rained")],
        ["lee-clinic"],
    ),
    "what a clause says behind a name does not describe it": (
        "Quay, which fed a clinic, sat. The clinic said it rained. According to Quay, the mayor is ill. The mayor said no.",
        [("The clinic", "said", "it rained"), ("The mayor", "said", "no")],
        ["", ""],
    ),
    "who spoke long ago is no less he who opens the sentence": (
        "Mark Reed said it was dry. It was. It was. It was. It was. “It snowed,” Tom Hale said. It had. Reed disagreed. He said it rained.",
        [("Mark Reed", "said", "it was dry"), ("Tom Hale", "said", "“It snowed,”"), ("He", "said", "it rained")],
        ["mark-reed", "tom-hale", "mark-reed"],
    ),
    "Govs. ends no sentence": (
        "Tom Hale met three others, Govs. Mark Reed and Dag Lind. He said it rained.",
        [("He", "said", "it rained")],
        ["tom-hale"],
    ),
    "the senator’s, like the senator, is somebody named elsewhere": (
        "The Brine senator’s answer was that it rained.",
        [("The Brine senator’s", "answer was", "that it rained")],
        [""],
    ),
    "a name before an office is not he": (
        "Tom Lind left. Lind spokesman Mark Reed came. He said it rained.",
        [("He", "said", "it rained")],
        ["mark-reed"],
    ),
    "who is asked answers": (
        "Quay reporter Tom Hale asked Bo Reed whether it rained. “It did,” he said.",
        [("Quay reporter Tom Hale", "asked", "whether it rained"), ("he", "said", "“It did,”")],
        ["tom-hale", "bo-reed"],
    ),
    "who asks may say more": (
        "Tom Hale asked Bo Reed whether it rained. He said it did.",
        [("Tom Hale", "asked", "whether it rained"), ("He", "said", "it did")],
        ["tom-hale", "tom-hale"],
    ),
    "who goes no farther back than the nearest person": (
        "It was a hard blow for the captain, who said it rained.",
        [("who", "said", "it rained")],
        [""],
    ),
    "a statement, which said": (
        "The Tarn clinic issued a statement, which said it rained.",
        [("which", "said", "it rained")],
        ["tarn"],
    ),
    "a disclaimer, which says": (
        "Quay News carries a disclaimer, which says it rained.",
        [("which", "says", "it rained")],
        ["quay-news"],
    ),
    "a letter that came is not of whom it reached": (
        "The Tarn clinic received a letter, which said it rained.",
        [("which", "said", "it rained")],
        ["letter@d1"],
    ),
    "a writing by or from a person, and one about": (
        "A letter from Ana Lee said it rained. A study by Bo Reed found it poured. A book about Mia Holm said no.",
        [
            ("A letter from Ana Lee", "said", "it rained"),
            ("A study by Bo Reed", "found", "it poured"),
            ("A book about Mia Holm", "said", "no"),
        ],
        ["ana-lee", "bo-reed", "book-about-mia-holm@d1"],
    ),
    "the story of somebody is about him, of an outlet its own": (
        "Bo Lind sank a ferry in May. The Lind story said it rained. A Quay News story said it poured.",
        [("The Lind story", "said", "it rained"), ("A Quay News story", "said", "it poured")],
        ["lind-story@d1", "quay-news"],
    ),
    "a name between dashes of two hyphens": (
        "The chair -- Ana Lee -- said it rained.",
        [("The chair -- Ana Lee --", "said", "it rained")],
        ["ana-lee"],
    ),
    "a body without an article, as headlines have it": (
        "Ferry company said it rained. Staff said it poured. The ferry and its company sank.",
        [("Ferry company", "said", "it rained"), ("Staff", "said", "it poured")],
        ["ferry-company@d1", "staff@d1"],
    ),
    "who meets a nominee does not tell what the nominee is": (
        "FBI Director Ana Lee met nominee Mia Holm. The FBI director said it rained.",
        [("The FBI director", "said", "it rained")],
        ["ana-lee"],
    ),
    "whose office stands in the name": (
        "Tarn Gov. Ana Lee met Bo Reed. The Tarn governor said it rained.",
        [("The Tarn governor", "said", "it rained")],
        ["ana-lee"],
    ),
    "Ben is a given name, De a particle": (
        "Ada Vale said it rained. Ben Vale said it poured. Bo de Blas was in. De Blas said no.",
        [("Ada Vale", "said", "it rained"), ("Ben Vale", "said", "it poured"), ("De Blas", "said", "no")],
        ["ada-vale", "ben-vale", "bo-de-blas"],
    ),
    "an initial is not I": (
        "I. Ana Lee, who heads the port, said it rained.",
        [("I. Ana Lee, who heads the port,", "said", "it rained")],
        ["ana-lee"],
    ),
    "the office of an office": (
        "The Office of the Inspector General for Ports found no crane.",
        [("The Office of the Inspector General for Ports", "found", "no crane")],
        ["office-of-the-inspector-general"],
    ),
    "the day of a writing is not its noun": (
        "A Sept. 15, 2011 email shows no crane. A May 4 letter from Ana Lee said it rained.",
        [("A Sept. 15, 2011 email", "shows", "no crane"), ("A May 4 letter from Ana Lee", "said", "it rained")],
        ["email@d1", "ana-lee"],
    ),
    "she and her aides": (
        "Ana Lee left. She and her aides said it rained.",
        [("She and her aides", "said", "it rained")],
        ["ana-lee-and-ana-lee-s-aides"],
    ),
    "whom the main clause names": (
        "Bo Reed said it rained. Even as he accused the port, Tom Holm would not name it. While he wept, Tom Holm’s aide said no.",
        [("Bo Reed", "said", "it rained"), ("he", "accused", "the port"), ("he", "wept", "no")],
        ["bo-reed", "tom-holm", "tom-holm"],
    ),
    "nobody in the sentence before, nobody criticised and no thing is right before a cue": (
        "It was a bad year. Said nobody, “No.” In rebuking Ana Lee, hints that it fell. He wept over a private crane, saying no.",
        [("", "Said", "“No.”"), ("", "hints", "that it fell"), ("", "saying", "no")],
        ["", "", ""],
    ),
    "a name behind a preposition and an article does not stand behind an office": (
        "Ana Lee wrote to the harbour master of the North Quay, asking for no crane.",
        [("Ana Lee wrote to the harbour master of the North Quay", "asking", "no crane")],
        ["ana-lee"],
    ),
}


@pytest.mark.parametrize(("text", "found", "keys"), CASES.values(), ids=CASES)
def test_a_kind_of_source(text, found, keys):
    assert resolved(text, *found) == keys


def test_a_body_that_the_text_does_not_describe_is_the_one_that_spoke():
    text = "Amnesty Veld said it rained. The agency said it poured."
    found = [("Amnesty Veld", "said", "it rained"), ("The agency", "said", "it poured")]
    assert resolved(text, *found) == ["amnesty-veld", "amnesty-veld"]
    text, found[1] = text.replace("it poured", "Amnesty Veld lied"), ("The agency", "said", "Amnesty Veld lied")
    assert resolved(text, *found)[1] != "amnesty-veld"  # no body speaks of itself by its name


def test_a_plural_owner_has_no_second_s():
    text = "The Veld Dockers’ Association said it rained. An aide of the Veld Dockers’ head said it poured."
    rows = statements(text, ("The Veld Dockers’ Association", "said", "it rained"))
    assert list(identified(rows, NONE, {DOC: text}).actors["name"]) == ["Veld Dockers’ Association"]


def test_the_first_person_of_a_letter_is_its_writer():
    rows = read("To the Editor:\n\nI think the crane is safe. “I never saw it,” the mayor said.\n\nTomas Reyl, Larn")
    assert dict(zip(rows["source"], rows["actor"], strict=True))["I"] == "tomas-reyl"


def test_a_source_in_pieces_is_the_name_that_who_means():
    rows = read("Graham, who says the port should be sold, tweeted that the crane “will not fall.”")
    assert set(rows["actor"]) == {"graham"}
