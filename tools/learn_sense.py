"""Learn which concept a sentence sounds like from the taxonomy's sentences and words: `python tools/learn_sense.py`.

Two multinomial logistic regressions, one on the encoder's vectors and one on characters and pairs of them, written to
`matching/text/sense.npz` with the fingerprint of what they were learned from; a test compares it, so that changed words
are never served by older weights.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from matching.arrays import Floats
from matching.text.concepts import concepts
from matching.text.encoder import installed_encoder
from matching.text.sense import ASIDE, LEARNED, fingerprint, lessons
from matching.text.spelling import STEPS, Pieces, learn_pieces

STRENGTH: Final = 8.0
UNHEARD: Final = -30.0


def main() -> None:
    """Learn and store."""
    encoder = installed_encoder()
    if encoder is None:
        raise SystemExit("The sentence encoder is not installed; nothing can be learned.")
    numbers, texts, weights = zip(*lessons(), strict=True)
    pieces = learn_pieces(text for _, text, weight in lessons() if weight != ASIDE)
    slopes, offsets = _learned(encoder.encode(list(texts)), numbers, weights)
    written, written_offsets = _learned(_rows(pieces, texts), numbers, weights)
    steps = np.maximum(np.abs(written).max(axis=0), 1e-6) / STEPS
    path = Path(__file__).parents[1] / "matching" / "text" / LEARNED
    np.savez_compressed(
        path,
        slopes=slopes.astype(np.float16),
        offsets=offsets.astype(np.float16),
        pieces=pieces.known,
        rarity=pieces.rarity,
        written_slopes=np.rint(written / steps).astype(np.int8),
        written_steps=steps.astype(np.float32),
        written_offsets=written_offsets.astype(np.float32),
        fingerprint=np.array(fingerprint()),
    )
    print(f"{path.name}: {len(texts)} texts of {len(set(numbers))} concepts, {len(pieces.known)} pieces")


def _rows(pieces: Pieces, texts: Sequence[str]) -> csr_matrix:
    found = [pieces.found(text) for text in texts]
    starts = np.cumsum([0, *(len(rows) for rows, _ in found)])
    columns, values = np.concatenate([rows for rows, _ in found]), np.concatenate([weights for _, weights in found])
    return csr_matrix((values, columns, starts), shape=(len(texts), len(pieces.known)))


def _learned(rows: Floats | csr_matrix, numbers: Sequence[int], weights: Sequence[float]) -> tuple[Floats, Floats]:
    """Learn slopes, shape (columns, concepts + 1), and offsets, shape (concepts + 1,)."""
    model = LogisticRegression(C=STRENGTH, max_iter=300).fit(rows, numbers, sample_weight=weights)
    slopes = np.zeros((rows.shape[1], len(concepts()) + 1), np.float32)
    offsets = np.full(len(concepts()) + 1, UNHEARD, np.float32)
    slopes[:, model.classes_], offsets[model.classes_] = model.coef_.T, model.intercept_
    return slopes, offsets


if __name__ == "__main__":
    main()
