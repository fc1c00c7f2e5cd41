"""What a build reused of earlier ones, and why it worked out the rest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

__all__ = ["Ledger"]

_MOST_REASONS = 12
_MOST_ITEMS = 4


@dataclass(slots=True)
class Stage:
    """How many items of a stage were reused, and those that were not, by the reason."""

    unit: str
    reused: int = 0
    computed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


class Ledger:
    """The stages of a build in the order in which they ran."""

    def __init__(self) -> None:
        self.stages: dict[str, Stage] = {}
        self.remarks: list[str] = []

    def reused(self, stage: str, *, unit: str = "papers") -> None:
        """Note that an item of a stage was taken from an earlier build."""
        self._stage(stage, unit).reused += 1

    def computed(self, stage: str, item: str, reason: str, *, unit: str = "papers") -> None:
        """Note that an item of a stage was worked out, and why."""
        self._stage(stage, unit).computed[reason].append(item)

    def lines(self) -> list[str]:
        """Return the remarks and the stages as lines of text, the commonest reasons first."""
        lines = list(self.remarks)
        for name, stage in self.stages.items():
            total = stage.reused + sum(map(len, stage.computed.values()))
            lines.append(f"{name}: {stage.reused} of {total} {stage.unit} reused")
            reasons = sorted(stage.computed.items(), key=lambda item: (-len(item[1]), item[0]))
            for reason, items in reasons[:_MOST_REASONS]:
                lines.append(f"  {len(items)} computed: {reason}{_examples(items)}")
            if len(reasons) > _MOST_REASONS:
                rest = sum(len(items) for _, items in reasons[_MOST_REASONS:])
                lines.append(f"  {rest} computed for other reasons like these")
        return lines

    def _stage(self, name: str, unit: str) -> Stage:
        return self.stages.setdefault(name, Stage(unit=unit))


def _examples(items: list[str]) -> str:
    named = sorted(items)[:_MOST_ITEMS]
    more = ", ..." if len(items) > len(named) else ""
    return f" ({', '.join(named)}{more})"
