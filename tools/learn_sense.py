"""Learn which concept a sentence sounds like from the taxonomy's sentences and words: `python tools/learn_sense.py`.

A multinomial logistic regression on the encoder's vectors, written to `matching/text/sense.npz` with the fingerprint
of what it was learned from; a test compares it, so that changed words are never served by older weights.
"""

from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from matching.text.concepts import concepts
from matching.text.encoder import WIDTH, installed_encoder
from matching.text.sense import LEARNED, examples, fingerprint

STRENGTH = 2.0
UNHEARD = -30.0


def main() -> None:
    """Learn and store."""
    encoder = installed_encoder()
    if encoder is None:
        raise SystemExit("The sentence encoder is not installed; nothing can be learned.")
    numbers, texts, weights = zip(*examples(), strict=True)
    model = LogisticRegression(C=STRENGTH, max_iter=300).fit(
        encoder.encode(list(texts)), numbers, sample_weight=weights
    )
    slopes, offsets = np.zeros((WIDTH, len(concepts())), np.float16), np.full(len(concepts()), UNHEARD, np.float16)
    slopes[:, model.classes_], offsets[model.classes_] = model.coef_.T, model.intercept_
    path = Path(__file__).parents[1] / "matching" / "text" / LEARNED
    np.savez_compressed(path, slopes=slopes, offsets=offsets, fingerprint=np.array(fingerprint()))
    print(f"{path.name}: {len(texts)} texts of {len(model.classes_)} concepts")


if __name__ == "__main__":
    main()
