"""Bytes as text: the encoding is UTF-8 where that can be, else it is found, and said to be a guess."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_LE

# UTF-32 before UTF-16, whose mark it begins with.
MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF32_LE: "utf-32", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
LOST = "\ufffd"
# Of alphabets with Latin letters the commonest comes first, and wins where another reads no better.
LATIN = ("cp1252", "mac_roman", "cp1250", "iso8859_2", "iso8859_15", "cp850")
FOREIGN = 0.55  # share of bytes above ASCII among letters, from which the alphabet is another than the Latin
MARKS_OF_WORDS = re.escape(".,;:!?'’‘\"”“„«»()[]{}/\\&@_–—-…%*#+=<>|~")
# What nobody writes, so that another encoding is meant.
ODD = re.compile(
    r"(?<=[a-z])(?:[À-ÖØ-ÞŠŽŸŒ]|[^\W\d_](?<=[^A-Za-zß-öø-ÿĀ-ſ]))"  # a capital, or another alphabet's letter, in a word
    rf"|(?<=[^\W\d_])[^\w\s{MARKS_OF_WORDS}]|(?<=[^\W\d_])[¹²³ªº]"  # a sign at the end of a word
    r"|[£¥¢€¤§¬¯°±µ¶·¸¿¹²³¼½¾©®¦ˇ˘](?=[a-z])"  # a sign that begins one
    r"|\b[ÒÓÔÕÐÑ](?=[A-Z])|(?<=[a-z.,!?])[ÒÓÔÕÐÛ](?=\W|$)"  # capitals where quotation marks and dashes stand
    r"|[\x80-\x9f\ufffd]"  # controls, and bytes that mean nothing
)


def decode(data: bytes) -> tuple[str, str]:
    """Text with its line ends kept, and its format. Raises ValueError where the bytes are no text."""
    marked = next((encoding for mark, encoding in MARKS.items() if data.startswith(mark)), "")
    if b"\0" in data and not marked:
        return _without_mark(data)
    text = data.decode(marked or "utf-8", "replace")
    lost = text.count(LOST) - data.count(LOST.encode())
    if not lost:
        return text, "text" if marked in ("", "utf-8-sig") else f"text ({marked})"
    whole = sum(c > "\x7f" for c in text) - text.count(LOST)
    if marked or whole > lost:  # most of what is not ASCII is whole characters of UTF-8
        return text, f"text ({marked or 'UTF-8'}, {lost} bytes lost)"
    encoding = _guess(data)
    return data.decode(encoding, "replace"), f"text ({encoding}, guessed)"


def _without_mark(data: bytes) -> tuple[str, str]:
    """UTF-16 whose mark is missing: of English every second byte is zero. Else some binary format."""
    even, odd = data[::2], data[1::2]
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros.count(0) > 0.5 * len(zeros) and others.count(0) <= 0.02 * len(others) and len(data) % 2 == 0:
            return data.decode(encoding, "replace"), f"text ({encoding}, guessed)"
    raise ValueError("expected text, but it holds zero bytes, so it is of some binary format")


def _guess(data: bytes) -> str:
    """The encoding that makes of the bytes words as they are written."""
    sample = data[:200_000]
    high = sum(byte > 0x7F for byte in sample)
    letters = high + sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in sample)
    if high > FOREIGN * letters:
        from charset_normalizer import from_bytes

        if guess := from_bytes(sample).best():
            return guess.encoding
        raise ValueError("expected text in UTF-8, but it is not, and no other encoding fits")
    read = {encoding: sample.decode(encoding, "replace") for encoding in LATIN}
    return min(LATIN, key=lambda encoding: len(ODD.findall(read[encoding])))
