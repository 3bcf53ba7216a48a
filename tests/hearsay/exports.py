"""Invented exports in the shapes that press archives publish: two reports about a ferry, each in every shape."""

NEXIS = """User Name: reader
Date and Time: Friday, 9 June 2017 10:00:00 AM CEST
Job Number: 123456
Documents (2)
1. Ferry stays in port
   Client/Matter: -None-
   Search Terms: ferry
2. Second ferry
   sold

Ferry stays in port

The Sound Courier (Marrow)

June 7, 2017 Wednesday

Final Edition

Copyright 2017 Courier Press All Rights Reserved

Link to Image

Section: NEWS; Pg. 3

In the picture: a ferry

Length: 41 words

Byline: By Oda Brandt, Chief Ports Correspondent; obrandt@example.org

Dateline: MARROW

Body

The ferry will stay in port, harbour master Ines Okafor said.

Length was no matter, she added. “It is old.”

Load-Date: June 8, 2017

End of Document

Second ferry sold to the islands, \
harbour says

Evening Mail

June 8, 2017 Thursday 9:15 AM GMT

Copyright 2017 Mail Group All Rights Reserved

Length: 25 words

Body

Tomas Reyl denied that the second ferry was sold.

Classification

Language: ENGLISH

Publication-Type: Newspaper

Subject: FERRIES (90%)

Load-Date: June 8, 2017

End of Document
"""

NEXIS_OLD = """
                               1 of 2 DOCUMENTS


                       The Sound Courier (Marrow)

                             June 7, 2017 Wednesday
                                 Final Edition

Ferry stays in port

BYLINE: By Oda Brandt

SECTION: Section A; Column 1; Foreign Desk;
Pg. 3

LENGTH: 41 words

DATELINE: MARROW

The ferry will stay in port, harbour master Ines Okafor said.

Length was no matter, she added. "It is old."

URL: http://courier.example/ferry

LOAD-DATE: June 8, 2017

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                   Copyright 2017 Courier Press
                        All Rights Reserved


                               2 of 2 DOCUMENTS


                               Evening Mail

                     June 8, 2017 Thursday 9:15 AM GMT

Second ferry sold to the islands, harbour says

LENGTH: 25 words

Tomas Reyl denied that the second ferry was sold.

LOAD-DATE: June 8, 2017

                     Copyright 2017 Mail Group
                        All Rights Reserved
"""

# The notice over all else, and every field with its label.
NEXIS_OLDEST = """
                               1 of 2 DOCUMENTS

                         Copyright 2017 Courier Press
                             All Rights Reserved
                       The Sound Courier (Marrow)

                 June 7, 2017, Wednesday, Final Edition

SECTION: Section A; Column 1; Foreign Desk

LENGTH: 41 words

HEADLINE: Ferry stays in port

BYLINE:  By ODA BRANDT

DATELINE: MARROW, June 6

BODY:
   The ferry will stay in port, harbour master Ines Okafor said.

   Length was no matter, she added. "It is old."

LOAD-DATE: June 8, 2017


                               2 of 2 DOCUMENTS

                         Copyright 2017 Mail Group
                             All Rights Reserved

                               Evening Mail

                     June 8, 2017 Thursday 9:15 AM GMT

Second ferry sold to the islands, harbour says

LENGTH: 25 words

DATELINE: MARROW

Tomas Reyl denied that the second ferry was sold.

LOAD-DATE: June 8, 2017
"""

FACTIVA = """
News
Ferry stays in port

By Oda Brandt
41 words
7 June 2017
04:00
The Sound Courier
SNDCOU
Final
3
English
(c) 2017 Courier Press. All rights reserved.

The ferry will stay in port, harbour master Ines Okafor said.

Length was no matter, she added. "It is old."

Document SNDCOU0020170607ed6700001


Second ferry sold to the islands, harbour says

25 words
8 June 2017
Evening Mail
EVMAIL
English
Copyright 2017 Mail Group

Tomas Reyl denied that the second ferry was sold.

Document EVMAIL0020170608ed6800002

Search Summary
Text  ferry
Date  All Dates
Page 2 of 2 © 2017 Factiva, Inc. All rights reserved.
"""

FACTIVA_CODES = """
SE News
HD  Ferry stays in port
BY  By Oda Brandt
WC  41 words
PD  7 June 2017
ET  04:00
SN  The Sound Courier
SC  SNDCOU
PG  3
LA  English
CY  (c) 2017 Courier Press. All rights reserved.
LP  The ferry will stay in port, harbour master Ines Okafor said.
TD
Length was no matter, she added. "It is old."

NS  gtrans : Transport
RE  eurz : Europe
PUB Courier Press
AN  Document SNDCOU0020170607ed6700001

HD  Second ferry sold to the islands, harbour says
WC  25 words
PD  8 June 2017
SN  Evening Mail
SC  EVMAIL
LA  English
CY  Copyright 2017 Mail Group
LP
Tomas Reyl denied that the second ferry was sold.
IPD All
AN  Document EVMAIL0020170608ed6800002
"""

EUROPRESSE = """Documents sauvegardés
Vendredi 9 juin 2017 à 10 h 00
2 documents

Le Courrier du Détroit
Régions, mercredi 7 juin 2017 41 mots, p. 3

Le bac reste au port

Odile Brandt

Le bac restera au port, a déclaré la capitaine Inès Okafor.

« Il est vieux », a-t-elle ajouté.

Cet article est paru dans Le Courrier du Détroit

Illustration(s) : Ivo Reyl

© 2017 Le Courrier du Détroit. Tous droits réservés.
Le présent document est protégé par les lois et conventions internationales sur le droit d'auteur.
Certificat émis le 9 juin 2017 à Université-du-Détroit à des fins de visualisation personnelle et temporaire.
news·20170607·CDD·20170607_12

Le Soir des Îles (site web)
jeudi 8 juin 2017 - 09:15 UTC +02:00 25 mots

Le second bac est vendu aux îles

Tomas Reyl a démenti la vente du second bac.

Certificat émis le 9 juin 2017 à Université-du-Détroit à des fins de visualisation personnelle et temporaire.
news·20170608·SIW·7789
"""

ENGLISH = [
    {"title": "Ferry stays in port", "outlet": "The Sound Courier", "author": "Oda Brandt", "published": "2017-06-07"},
    {
        "title": "Second ferry sold to the islands, harbour says",
        "outlet": "Evening Mail",
        "author": "",
        "published": "2017-06-08",
    },
]
FRENCH = [
    {
        "title": "Le bac reste au port",
        "outlet": "Le Courrier du Détroit",
        "author": "Odile Brandt",
        "published": "2017-06-07",
    },
    {
        "title": "Le second bac est vendu aux îles",
        "outlet": "Le Soir des Îles",
        "author": "",
        "published": "2017-06-08",
    },
]


def docx(text: str) -> bytes:
    """An export as Word: a paragraph a line, as the archives write it."""
    import io

    import docx

    document, out = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line.strip())
    document.save(out)
    return out.getvalue()


def rtf(text: str) -> bytes:
    """An export as RTF: a paragraph a line that is not empty."""
    lines = (line.strip() for line in text.splitlines() if line.strip())
    body = "\\par\n".join("".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line) for line in lines)
    return b"{\\rtf1\\ansi\\uc1{\\fonttbl{\\f0 Arial;}}\\f0 " + body.encode() + b"\\par}"
