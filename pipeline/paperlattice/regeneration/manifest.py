"""The manifest of an output: what determined it, and what each of its files must hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from paperlattice.artefacts import write_text
from paperlattice.regeneration.inputs import Inputs, differences

__all__ = ["MANIFEST", "faults", "write_manifest"]

MANIFEST = "manifest.json"


def write_manifest(directory: Path, inputs: Inputs) -> None:
    """Write `manifest.json`: the inputs, and the SHA-256 of every other file of the folder."""
    content = {"inputs": inputs.as_data(), "files": _hashes(directory)}
    write_text(directory / MANIFEST, f"{json.dumps(content, indent=2, sort_keys=True)}\n")


def faults(directory: Path, inputs: Inputs) -> list[str]:
    """Return why a folder is not, byte for byte, what a build of these inputs would write.

    The list is empty if its manifest tells of the same inputs, and every file is as the manifest
    has it, none more and none less. Hidden files are nobody's.
    """
    if not directory.is_dir():
        return ["there is no output yet"]
    try:
        manifest = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
        before, expected = Inputs.from_data(manifest["inputs"]), dict(manifest["files"])
        return list(differences(before, inputs)) or list(_damage(expected, _hashes(directory)))
    except FileNotFoundError:
        return [f"the output has no {MANIFEST}, or another build is replacing it"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return [f"the output's {MANIFEST} is damaged"]


def _damage(expected: Mapping[str, str], found: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            yield f"the output's {name} is missing"
        elif name not in expected:
            yield f"the output holds {name}, which no build wrote"
        elif found[name] != expected[name]:
            yield f"the output's {name} is not as it was written"


def _hashes(directory: Path) -> dict[str, str]:
    found = {}
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if path.is_file() and name != MANIFEST and not path.name.startswith("."):
            with path.open("rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found
