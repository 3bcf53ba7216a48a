"""How the time for claims and contradictions grows with the statements.

    nice python tests/benchmarks/claims.py 1000 10000 100000

Text is generated: ten sentences a document, one claim per twenty sentences, each sentence six to nine words of its
claim's eleven beside words of the day; one in three gives a value, one in ten is denied, one in twenty copied word for word. Every second sentence
is a statement, the others are the documents' own.
"""

from __future__ import annotations

import random
import resource
import sys
import time

import pandas as pd

from sayso import claims
from sayso.spans import format_spans

SYLLABLES = [a + b for a in "bdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "en", "or")]
COLUMNS = ["id", "doc_id", "content_spans", "content", "source", "cue", "actor", "form", "holder"]


def made(size: int, seed: int = 0) -> tuple[pd.DataFrame, dict[str, str]]:
    """So many sentences as documents, and the statements in them."""
    dice = random.Random(seed)
    vocabulary = ["".join(dice.choice(SYLLABLES) for _ in range(3)) for _ in range(2000 + size // 10)]
    topics = [dice.sample(vocabulary, 11) for _ in range(max(1, size // 20))]
    rows, texts, said = [], {}, []
    for n in range(0, size, 10):
        doc, text = f"d{n // 10:06}", ""
        for k in range(n, min(n + 10, size)):
            words = dice.sample(dice.choice(topics), dice.randint(6, 9)) + dice.choices(vocabulary[:400], k=3)
            sentence = " ".join(words)
            if k % 3 == 0:  # values that may differ
                sentence += dice.choice(
                    [" in May", " in August", " by 14 people", " by 31 people", " was fired", " resigned"]
                )
            if k % 20 == 19 and said:
                sentence = dice.choice(said)
            said.append(sentence)
            start = len(text) + (len("The clerk denied that ") if k % 10 == 3 else len("The clerk said that "))
            text += f"The clerk {'denied' if k % 10 == 3 else 'said'} that {sentence}. "
            if k % 2:
                row = {"id": f"s{k:07}", "doc_id": doc, "content": sentence, "source": "The clerk", "cue": "said"}
                row |= {"content_spans": format_spans([(start, start + len(sentence))]), "form": "indirect"}
                rows.append(row | {"actor": f"a{dice.randrange(1 + size // 20)}", "holder": ""})
        texts[doc] = text
    return pd.DataFrame(rows, columns=COLUMNS), texts


def main() -> None:
    """Print sentences, claims, rows, seconds of one core and the most memory used so far."""
    print("sentences  claims  contradictions  seconds  peak MB")
    for size in map(int, sys.argv[1:]):
        statements, texts = made(size)
        start = time.process_time()
        found = claims.propose(statements, texts)
        took = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:9,}  {len(found.claims):6,}  {len(found.contradictions):14,}  {took:7.1f}  {peak:7.0f}")


if __name__ == "__main__":
    main()
