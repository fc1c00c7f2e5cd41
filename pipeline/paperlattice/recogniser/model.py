"""Load the trained network and find entity spans in texts."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Self

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from paperlattice.recogniser.consistency import agree
from paperlattice.recogniser.decoding import log_softmax, viterbi, word_spans
from paperlattice.recogniser.deferred import MODEL_FOLDER, RecogniserError
from paperlattice.recogniser.encoding import Encoded, encode, windows
from paperlattice.recogniser.reading import Reading, RecognisedSpan

__all__ = ["Recogniser"]

_OUTPUTS = ("tags", "introduced", "roles")


class Recogniser:
    """Find typed entity spans in a paper's text.

    A token classifier over a small encoder (after Wang et al., "MiniLM", NeurIPS 2020), with
    letter-case features. Tags are decoded to the best legal sequence, and a text's spans are
    made to agree with each other. Each text is read on its own, so that neither order nor company
    changes a result.
    """

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        *,
        types: tuple[str, ...],
        size: int,
        edges: tuple[int, int],
        temperature: float,
        outside_bias: float,
        fingerprint: str,
        folder: Path = MODEL_FOLDER,
    ) -> None:
        self.folder = folder
        self._session = session
        self._tokenizer = tokenizer
        self._size = size
        self._edges = edges
        self._temperature = temperature
        self._outside_bias = outside_bias
        self.types = types
        self.fingerprint = fingerprint

    @classmethod
    def load(cls, path: Path | None = None, *, threads: int = 1) -> Self:
        """Load a model folder (default: the one that ships with the package).

        `threads` is the number of threads that one text's computation uses. Raises
        `RecogniserError` if a file is missing or not what it should be.
        """
        folder = MODEL_FOLDER if path is None else Path(path)
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            weights = (folder / "recogniser.onnx").read_bytes()
            tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise RecogniserError(folder, str(error)) from error
        except Exception as error:  # tokenizers raises bare Exception on a malformed file
            raise RecogniserError(folder, f"tokenizer.json: {error}") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(
                weights, options, providers=["CPUExecutionProvider"]
            )
            return cls(
                session,
                tokenizer,
                types=tuple(config["types"]),
                size=int(config["wordpieces"]),
                edges=(int(config["first_piece"]), int(config["last_piece"])),
                temperature=float(config["temperature"]),
                outside_bias=float(config["outside_bias"]),
                fingerprint=hashlib.sha256(weights).hexdigest(),
                folder=folder,
            )
        except (KeyError, TypeError, ValueError) as error:
            raise RecogniserError(folder, f"config.json: {error!r}") from error
        except Exception as error:  # onnxruntime's errors share no base class but Exception
            raise RecogniserError(folder, f"recogniser.onnx: {error}") from error

    def recognise(self, text: str) -> tuple[RecognisedSpan, ...]:
        """Find the entities that a text names.

        Takes any string, best a title, a line feed and an abstract; returns spans that do not
        overlap, sorted by place. Longer texts than the network reads at once are read in
        overlapping windows.
        """
        return self.read(text).spans

    def read(self, text: str) -> Reading:
        """Read a text: the spans that `recognise` returns, and every word's probabilities."""
        encoded = encode(self._tokenizer, text)
        if len(encoded.first) == 0:
            return Reading()
        scores, introduced, roles = self._scores(encoded)
        scores[:, 0] += self._outside_bias
        probabilities = log_softmax(scores / self._temperature)
        path = viterbi(probabilities)
        spans = tuple(
            RecognisedSpan(
                encoded.starts[span.start], encoded.ends[span.end - 1], span.type, span.score
            )
            for span in agree(text, encoded, word_spans(path, probabilities, self.types))
        )
        # No sign alone names anything, whatever the network makes of so short a text.
        spans = tuple(s for s in spans if any(c.isalnum() for c in text[s.start : s.end]))
        # The tags of each type follow each other as begin, inside, end, single.
        tags = np.exp(probabilities[:, 1:]).reshape(len(probabilities), len(self.types), 4)
        return Reading(
            spans=spans,
            names=self.types,
            starts=encoded.starts,
            types=tags.sum(axis=2),
            opens=tags[:, :, [0, 3]].sum(axis=(1, 2)),
            closes=tags[:, :, [2, 3]].sum(axis=(1, 2)),
            introduced=1 / (1 + np.exp(-introduced.astype(np.float64))),
            roles=np.exp(log_softmax(roles)),
        )

    def _scores(self, encoded: Encoded) -> tuple[NDArray[np.float32], ...]:
        """Run the network over a text's windows: scores (words, ...) of tags, newness, roles."""
        room = self._size - len(self._edges)
        bounds = np.append(encoded.first, len(encoded.ids))
        parts: list[list[NDArray[np.float32]]] = []
        for window in windows(encoded, room):
            begin = int(bounds[window.start])
            # Only a single word can be longer than the room; its first pieces are enough.
            end = min(int(bounds[window.end]), begin + room)
            ids = np.array([[self._edges[0], *encoded.ids[begin:end], self._edges[1]]])
            features = np.zeros_like(ids)
            features[0, 1:-1] = encoded.features[begin:end]
            outputs = self._session.run(_OUTPUTS, {"ids": ids, "features": features})
            kept = encoded.first[window.keep_start : window.keep_end] - begin + 1
            parts.append([np.asarray(output[0][kept], dtype=np.float32) for output in outputs])
        return tuple(np.concatenate(part) for part in zip(*parts, strict=True))
