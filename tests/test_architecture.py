"""The rules of the house: who may import whom, which libraries go where, and how long a piece may be."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "wijkkaart"

_WORDS = {"errors", "model", "catalogue", "index_definition", "name_words", "wijkscan_definition"}
_REGISTER = {"record", "register", "guide"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "config": set(),
    "backgrounds": set(),
    "headers": set(),
    "keep": set(),
    "frontend": set(),
    "model": {"errors"},
    "record": set(),
    "progress": {"errors"},
    "jobs": {"errors", "progress"},
    "raw": set(),
    "sources": {*_WORDS, "config", "raw"},
    "definitions": {"errors", "headers", "model"},
    "index_definition": {"errors", "model"},
    "name_words": {"errors"},
    "wijkscan_definition": {"errors", "model"},
    "catalogue": {
        "config",
        "definitions",
        "errors",
        "headers",
        "index_definition",
        "model",
        "name_words",
        "record",
        "wijkscan_definition",
    },
    "store": {"errors", "model"},
    "core": {*_WORDS, "record"},
    "register": {*_WORDS, "core", "config", "record"},
    "atlas": {*_WORDS, "core", "keep", "store"},
    "guide": {*_WORDS, "atlas", "config", "core", "keep", "record", "register"},
    "build": {*_WORDS, "config", "core", "progress", "raw", "sources", "store"},
    "present": {*_WORDS, "atlas", "backgrounds", "core", "guide", "progress", "record", "store"},
    "maps": {*_WORDS, "config"},
    "charts": {*_WORDS, "core", "present"},
    "export": {*_WORDS, "core", "guide", "present", "record"},
    "reports": {*_WORDS, "atlas", "charts", "core", "guide", "present", "record"},
    "intake": {
        *_WORDS,
        "build",
        "config",
        "core",
        "export",
        "headers",
        "raw",
        "record",
        "register",
        "store",
    },
    "web": {*_WORDS, *_REGISTER, "atlas", "backgrounds", "config", "core", "export", "present"},
    "ui": {
        *_WORDS,
        *_REGISTER,
        "atlas",
        "backgrounds",
        "charts",
        "config",
        "core",
        "export",
        "jobs",
        "maps",
        "present",
        "progress",
        "reports",
    },
    "cli": {
        *_WORDS,
        *_REGISTER,
        "atlas",
        "build",
        "config",
        "core",
        "export",
        "intake",
        "jobs",
        "present",
        "progress",
        "reports",
        "sources",
        "store",
    },
    "__main__": {"cli"},
    "app": {*_WORDS, *_REGISTER, "atlas", "build", "config", "store", "ui", "web"},
}
"""Part of the package to the parts below it that it may use; `ui` draws and never loads anything."""

LIBRARIES = {
    "streamlit": {"app", "ui"},
    "streamlit_folium": {"ui"},
    "folium": {"maps", "ui"},
    "requests": {"sources"},
    "httpx": {"sources"},
    "urllib.request": {"sources"},
    "http.client": {"sources"},
    "socket": set(),
    "sqlalchemy": {"register"},
    "alembic": {"register"},
    "altair": {"charts"},
    "vl_convert": {"charts"},
    "markdown_it": {"core"},
    "tantivy": {"core"},
    "networkx": {"core"},
    "icalendar": {"core"},
    "xlsxwriter": {"export"},
    "docx": {"reports"},
    "typst": {"reports"},
    "fontTools": {"reports"},
    "pickle": set(),
    "marshal": set(),
    "shelve": set(),
    "dill": set(),
    "joblib": set(),
}
"""Library to the only parts that may import it."""

LONGEST_MODULE, LONGEST_FUNCTION = 300, 60


def _modules() -> list[Path]:
    return sorted([*PACKAGE.rglob("*.py"), ROOT / "app.py"])


def _part(path: Path) -> str:
    """`core` for wijkkaart/core/years.py, `store` for wijkkaart/store.py, `app` for app.py."""
    return (
        path.relative_to(PACKAGE).parts[0].removesuffix(".py") if path.is_relative_to(PACKAGE) else path.stem
    )


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that is imported, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: an import that starts with a dot"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def upward(path: Path, tree: ast.Module) -> list[str]:
    """Imports of a part that lies higher, or beside."""
    part, found = _part(path), []
    if part == "__init__":
        return [f"{path.name}:{line} imports {name}" for line, name in _imports(tree) if "wijkkaart" in name]
    assert part in MAY_IMPORT, f"say in MAY_IMPORT what {part} may import"
    for line, name in _imports(tree):
        other = name.split(".")[1] if name.startswith("wijkkaart.") else part
        if other not in {part, "__version__", *MAY_IMPORT[part]}:
            found.append(f"{path.relative_to(ROOT)}:{line} {part} may not import {other}")
    return found


def misplaced(path: Path, tree: ast.Module) -> list[str]:
    """Imports of a library where it doesn't belong."""
    return [
        f"{path.relative_to(ROOT)}:{line} {library} belongs in {sorted(parts) or 'nothing'}"
        for line, name in _imports(tree)
        for library, parts in LIBRARIES.items()
        if (name + ".").startswith(library + ".") and _part(path) not in parts
    ]


def _called(node: ast.expr) -> str:
    """`cache` for `cache`, `functools.cache`, `cache(8)`."""
    if isinstance(node, ast.Call):
        return _called(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def cached_data(path: Path, tree: ast.Module) -> list[str]:
    """Answers that are kept elsewhere than in `atlas` and `catalogue`.

    Constants may be kept anywhere: what's made of nothing, or of text alone.
    """
    found = []
    for node in ast.walk(tree):
        name = _called(node) if isinstance(node, ast.Attribute | ast.Name) else ""
        if name in {"cache_data", "cache_resource"}:
            found.append(f"{path.relative_to(ROOT)}:{node.lineno} st.{name}")  # type: ignore[attr-defined]
        if name == "lru_cache" and _part(path) != "keep":
            found.append(f"{path.relative_to(ROOT)}:{node.lineno} lru_cache")  # type: ignore[attr-defined]
        if not isinstance(node, ast.FunctionDef) or _part(path) in {"atlas", "catalogue", "guide"}:
            continue
        if "kept" in map(_called, node.decorator_list):
            found.append(f"{path.relative_to(ROOT)}:{node.lineno} kept")
        if "cache" in map(_called, node.decorator_list):
            hints = [argument.annotation for argument in (*node.args.args, *node.args.kwonlyargs)]
            if any(hint is None or _called(hint) != "str" for hint in hints):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} keeps data")
    return found


def unsafe(path: Path, tree: ast.Module) -> list[str]:
    """Code made of text, and handlers that would swallow any mistake."""
    found = []
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"eval", "exec"}
        ):
            found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.func.id}")
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(kind is None or _called(kind) in {"Exception", "BaseException"} for kind in kinds):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} catches everything")
    return found


def in_english(path: Path, tree: ast.Module) -> list[str]:
    """Lists to choose from with Streamlit's "Select all" on top: Enter takes it, and it can't be in Dutch."""
    return [
        f"{path.relative_to(ROOT)}:{node.lineno} select_all"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and _called(node) == "multiselect"
        and "select_all" not in {each.arg for each in node.keywords}
    ]


def too_long(path: Path, tree: ast.Module) -> list[str]:
    """Modules and functions past their bound."""
    found = []
    lines = len(path.read_text(encoding="utf-8").splitlines())
    name = path.relative_to(PACKAGE).as_posix() if path.is_relative_to(PACKAGE) else path.name
    if lines > LONGEST_MODULE:
        found.append(f"{name} has {lines} lines")
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                found.append(f"{name}:{node.lineno} {node.name} has {length} lines")
    return found


RULES = (upward, misplaced, cached_data, unsafe, in_english, too_long)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule: object) -> None:
    assert [line for path in _modules() for line in rule(path, _tree(path))] == []  # type: ignore[operator]


@pytest.mark.parametrize(
    ("rule", "where", "code"),
    [
        (upward, "core/x.py", "from wijkkaart.store import Store"),
        (upward, "core/x.py", "def f():\n    from wijkkaart import store"),
        (upward, "ui/x.py", "import wijkkaart.build.load"),
        (upward, "ui/x.py", "from wijkkaart.sources import cbs"),
        (upward, "present/x.py", "from wijkkaart import ui"),
        (misplaced, "present/x.py", "import streamlit as st"),
        (misplaced, "maps/x.py", "from streamlit_folium import st_folium"),
        (misplaced, "web/x.py", "from folium.plugins import MarkerCluster"),
        (misplaced, "build/x.py", "from urllib.request import urlopen"),
        (misplaced, "store.py", "import pickle"),
        (cached_data, "ui/x.py", "@st.cache_data\ndef f(): ..."),
        (cached_data, "ui/x.py", "@functools.cache\ndef f(atlas: Atlas): ..."),
        (cached_data, "present/x.py", "class A:\n    @kept(3)\n    def f(self): ..."),
        (cached_data, "core/x.py", "@lru_cache(3)\ndef f(): ..."),
        (unsafe, "core/x.py", "eval('1')"),
        (unsafe, "core/x.py", "try: ...\nexcept (ValueError, Exception): ..."),
        (unsafe, "core/x.py", "try: ...\nexcept: ..."),
        (in_english, "ui/x.py", "st.multiselect('Wie', names, key='wie')"),
    ],
)
def test_a_planted_violation_is_seen(rule: object, where: str, code: str) -> None:
    assert len(rule(PACKAGE / where, ast.parse(code))) >= 1  # type: ignore[operator]


def test_the_parts_lie_above_each_other_without_circles() -> None:
    assert [*TopologicalSorter(MAY_IMPORT).static_order()][-1] in {"app", "__main__"}
