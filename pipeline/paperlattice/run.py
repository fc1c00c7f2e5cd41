"""What a run of the pipeline is made of, for provenance."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from paperlattice.errors import PaperLatticeError
from paperlattice.records import Source

__all__ = ["Measurement", "Run", "source_date_epoch"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A measured quality of the extraction, such as strict F1, from 0 to 1.

    `name` is an identifier of letters and digits, `label` says what was measured, `sample` on what.
    """

    name: str
    label: str
    value: float
    sample: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: everything that determines its output, and no clock.

    `lexicon`, `recogniser` and `merges` are fingerprints in hexadecimal digits, the last two empty
    where there are none; `ended` is set only where SOURCE_DATE_EPOCH says what to write.
    """

    version: str
    sources: tuple[Source, ...]
    lexicon: str
    recogniser: str = ""
    merges: str = ""
    ended: datetime | None = None
    measurements: tuple[Measurement, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Return the hash of what determines the run: version, files and the three fingerprints."""
        files = sorted(f"{source.sha256} {source.name}" for source in self.sources)
        parts = [self.version, self.lexicon, self.recogniser, self.merges, *files]
        digest = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


def source_date_epoch(environ: Mapping[str, str]) -> datetime | None:
    """Return the time that SOURCE_DATE_EPOCH gives, or None where it is not set.

    Raises PaperLatticeError where it is no whole number of seconds since 1970.
    """
    value = environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not value:
        return None
    try:
        return datetime.fromtimestamp(int(value), tz=UTC)
    except (ValueError, OverflowError, OSError):
        raise PaperLatticeError(
            f"SOURCE_DATE_EPOCH is {value!r}, which is no time",
            remedy="set it to a whole number of seconds since 1970, or unset it",
        ) from None
