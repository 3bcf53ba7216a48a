"""How the time for origins and for proposals of contradictions grows with the statements.

    nice python tests/benchmarks/contradictions.py 1000 10000 100000

Statements are generated: ten a document, one actor in twenty of them new, each with one or two stances on a codebook of
24 propositions (half of them imply another, a third exclude one) and one in ten with a value of one of four measures. A
tenth are within a scope, a tenth tell an utterance that another document tells, a tenth are copied word for word.
"""

from __future__ import annotations

import random
import resource
import sys
import time

import pandas as pd

from hearsay import tables
from hearsay.analysis import contradictions
from hearsay.analysis import origins as rest
from hearsay.corpus import codebook, coding

WORDS = "The crane in the northern basin was checked on Monday"
BOOK = codebook.Codebook(
    {
        f"p{n:02}": codebook.PROPOSITION
        | {
            "label": f"Proposition {n}",
            "kind": ("contact", "motive", "existence")[n % 3],
            "implies": [f"p{n // 2:02}"] if n % 2 else [],
            "excludes": [f"p{n - 1:02}"] if n % 3 == 2 else [],
        }
        for n in range(24)
    },
    {f"m{n}": codebook.MEASURE | {"label": f"Measure {n}", "unit": "cranes" if n else "date"} for n in range(4)},
)


def made(size: int, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """So many statements, and the table `reuse` of those that are copied."""
    dice = random.Random(seed)
    rows, copies = [], []
    for n in range(size):
        at = n % 10 * 100
        year = dice.randint(2010, 2019)
        row = {
            "id": f"s{n:06}", "doc_id": f"d{n // 10:05}", "content_spans": f"{at}:{at + len(WORDS)}", "content": WORDS,
            "form": dice.choice(["direct", "indirect", "indirect", "author"]), "act": "speech", "by": "made",
            "actor": f"a{int(size / 20 * dice.random() ** 2):05}", "said": str(year), "certainty": "plain",
            "stances": tables.LIST.join(f"p{dice.randrange(24):02}:{dice.choice(tables.STANCES[:3])}"
                                        for _ in range(dice.randint(1, 2))),
            "scope_words": dice.choice(["in the north", "by night"]) if n % 10 == 3 else "",
            "values": dice.choice([f"m0={year}", f"m{dice.randint(1, 3)}={dice.randint(1, 99)}"]) if n % 10 == 5 else "",
            "utterance": f"u{dice.randrange(size // 20 + 1)}" if n % 10 == 7 else "",
        }  # fmt: skip
        if n % 10 == 9 and n > 20:
            other = rows[dice.randrange(n - 20)]
            copies.append({"kind": "verbatim", "score": "1.00", "a_words": WORDS, "b_words": WORDS}
                          | {"a_doc": other["doc_id"], "a_spans": other["content_spans"]}
                          | {"b_doc": row["doc_id"], "b_spans": row["content_spans"]})  # fmt: skip
        rows.append(row)
    return tables.STATEMENTS.of(rows), tables.REUSE.of(copies)


def main() -> None:
    for size in map(int, sys.argv[1:] or ["1000", "10000", "100000"]):
        statements, reuse = made(size)
        stances, quantities = coding.stances_of(statements), coding.quantities_of(statements, BOOK)
        start = time.process_time()
        rest.origins_of(statements, stances, reuse, tables.ACTORS.empty())
        middle = time.process_time()
        proposed = contradictions.propose(statements, stances, quantities, BOOK, {})
        end = time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:7,} statements: origins {middle - start:6.1f} s, proposals {end - middle:6.1f} s "
            f"({len(proposed):,} pairs, {1e6 * (end - start) / size:,.0f} µs a statement), peak {peak:,.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
