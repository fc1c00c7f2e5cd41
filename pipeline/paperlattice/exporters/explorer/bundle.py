"""Small ES modules joined into one script that needs no loader."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["BundleError", "bundle"]

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function\b\*?|const|class)\s+(\w+))", re.MULTILINE)
_LEFTOVER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


class BundleError(ValueError):
    """A module that imports in a circle, what is not there, or in a form that is not understood."""


def bundle(modules: Mapping[str, str], entry: str) -> str:
    r"""Return one script that runs a module and everything it imports.

    `modules` maps names to sources; `import { a, b } from "./name.js";` and exported functions,
    constants and classes are understood. Each module keeps a scope of its own, so that helpers in
    two modules may bear one name.

    >>> print(bundle({"main": 'import { f } from "./f.js";\nf();\n',
    ...               "f": "export function f() {}\n"}, "main"))
    (() => {
    "use strict";
    const $f = (() => {
    function f() {}
    return { f };
    })();
    const $main = (() => {
    const { f } = $f;
    f();
    return {  };
    })();
    })();
    <BLANKLINE>
    """
    ordered: list[str] = []
    exports: dict[str, list[str]] = {}
    _visit(entry, modules, exports, ordered, [])
    return '(() => {\n"use strict";\n' + "".join(ordered) + "})();\n"


def _visit(
    name: str,
    modules: Mapping[str, str],
    exports: dict[str, list[str]],
    ordered: list[str],
    path: list[str],
) -> None:
    if name in path:
        raise BundleError(f"modules import in a circle: {' -> '.join([*path, name])}")
    if name in exports:
        return
    if name not in modules:
        raise BundleError(f"{path[-1] if path else 'the page'} imports {name}.js: not there")
    source = modules[name].replace("\r\n", "\n")
    for names, imported in _IMPORT.findall(source):
        _visit(imported, modules, exports, ordered, [*path, name])
        missing = set(_names(names)) - set(exports[imported])
        if missing:
            raise BundleError(f"{name}.js imports {sorted(missing)} from {imported}.js: not there")
    exports[name] = [exported for _, exported in _EXPORT.findall(source)]
    body = _IMPORT.sub(lambda m: f"const {{{m[1]}}} = {_scope(m[2])};\n", source)
    body = _EXPORT.sub(r"\1", body)
    leftover = _LEFTOVER.search(body)
    if leftover:
        raise BundleError(f"{name}.js: {leftover[0]!r} is not understood")
    returned = ", ".join(exports[name])
    ordered.append(f"const {_scope(name)} = (() => {{\n{body}return {{ {returned} }};\n}})();\n")


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def _scope(name: str) -> str:
    return "$" + name.replace("-", "_")
