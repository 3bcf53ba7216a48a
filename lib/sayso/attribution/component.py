"""The spaCy component `attribution`: for any text, in linear time, offline."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.scorer import PRFScore
from spacy.tokens import Doc
from spacy.training import Example

from sayso.attribution import combine, record, tagger
from sayso.text import Text
from sayso.text.tokens import SafeTokenizer, mark

FILE = "attribution.npz"


def pipeline() -> Language:
    """Blank English with the component `attribution`, for texts of any length."""
    nlp = spacy.blank("en")
    nlp.max_length = 10**9
    nlp.tokenizer = SafeTokenizer(nlp.tokenizer)
    nlp.add_pipe("attribution")
    return nlp


@Language.factory(
    "attribution",
    default_config={"model": ""},
    assigns=["doc.spans", "doc._.attributions", "token.is_sent_start"],
    default_score_weights={"attribution_f": 1.0, "attribution_p": None, "attribution_r": None},
)
class Attributions:
    """Finds who reports what, and stores it on the Doc (`doc._.attributions`); sets sentences where there are none.

    Parameters
    ----------
    model
        Path of a model that tests/training.py wrote; "" is the package's.

    Raises ValueError where there is no model.
    """

    def __init__(self, nlp: Language, name: str, model: str = "") -> None:
        self.trained = tagger.load(Path(model)) if model else tagger.model()
        self._path, self._file = Path(model) if model else tagger.MODEL, b""

    def __call__(self, doc: Doc) -> Doc:
        text = Text(doc.text, doc)
        found = combine.attributions(text, self.trained)
        if not doc.to_array(SENT_START)[1:].any():  # the first token starts a sentence in any Doc
            doc = mark(doc, text.tokens)
        return record.store(doc, text, found)

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, float]:
        """Precision, recall and F1 of attributions: source, cue and content are the same tokens as in the reference.

        References hold their attributions in `doc.spans["attributions"]`, as the component writes them.
        """
        same = PRFScore()
        for example in examples:
            ours, theirs = (
                {tuple(tuple(one.spans(role)) for role in record.ROLES) for one in record.stored(doc)}
                for doc in (example.predicted, example.reference)
            )
            same.score_set(ours, theirs)
        return {"attribution_p": same.precision, "attribution_r": same.recall, "attribution_f": same.fscore}

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The model's file."""
        return self._file or self._path.read_bytes()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Attributions:
        """Take a model that `to_bytes` gave."""
        self.trained, self._file = tagger.load(BytesIO(data)), data
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Attributions:
        """Read the model from a folder that `to_disk` wrote."""
        return self.from_bytes((Path(path) / FILE).read_bytes())
