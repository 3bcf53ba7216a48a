"""The words that stand before a hand, and those that tell of another occasion."""

import re

_SAYING = r"(?:said|stated|confirmed|spoke|explained|revealed|admitted|announced|disclosed|confided|complained)"
_TALK = r"(?:interviews?|remarks|comments?|conversation|statement|e-?mail|briefing|talk|testimony|appearance)"
_CARRIED = (
    r"(?:carried|published|broadcast|aired|posted|printed|released|run|reported|quoted|cited|relayed|transmitted)"
)
_PIECE = r"(?:op-ed|article|column|essay|editorial|commentary|letter|piece)"

# The rule, whether it asks for a hand whose name or description tells of the press, the words before the hand.
BEFORE = (
    ("told", True, re.compile(r"\b(?:told|tells?|telling|informed|assured|asked by)\s+$", re.I)),
    ("said to", True, re.compile(rf"\b{_SAYING}\s+(?:to|on)\s+$", re.I)),
    ("interview", False, re.compile(r"\binterview(?:ed)?\s+(?:\w+\s+){0,3}(?:with|to|for|by|in)\s+$", re.I)),
    ("interview", True, re.compile(rf"\b{_TALK}\s+(?:\w+\s+){{0,3}}(?:with|to|for|on|in)\s+$", re.I)),
    (
        "speaking to",
        True,
        re.compile(r"\b(?:speaking|spoke|speaks|talking|appearing|appeared)\s+(?:\w+\s+)?(?:to|with|on|in)\s+$", re.I),
    ),
    ("carried by", True, re.compile(rf"\b{_CARRIED}\s+(?:\w+ly\s+)?(?:by|in|on)\s+$", re.I)),
    ("quoted by", False, re.compile(r"\b(?:quoted|cited)\s+(?:\w+\s+){0,2}by\s+$", re.I)),
    ("account", True, re.compile(r"\b(?:account|report|story|dispatch|article)\s+(?:by|in|from)\s+$", re.I)),
    (
        "written for",
        True,
        re.compile(rf"\b(?:wrote|writes|writing|written|{_PIECE})\s+(?:\w+\s+)?(?:in|for|to)\s+$", re.I),
    ),
)
TO_ANYBODY = re.compile(
    r"\b(?:told|to|with)\s+(?:a |the )?(?:reporters?|journalists?|press|media|crowd|supporters|audience)\b", re.I
)
# Where else something may be said: at a news conference, in a statement, on Twitter, before parliament.
OCCASION = re.compile(
    r"\b(?:at|during|in|on|before|via|through|after)\s+(?:an?|the|his|her|its|their|another|this|that)?\s*(?:[\w’'-]+\s+){0,3}?"
    r"(?:conference|congress|briefing|statement|speech|rally|hearing|meeting|debate|letter|e-?mail|tweet|post|memoir|book"
    r"|session|summit|ceremony|parliament|senate|court|trial|testimony|lecture|sermon|video|broadcast|address|conversation"
    r"|twitter|facebook)\b|\btweeted\b|\bwrote\b",
    re.I,
)
