"""Rules of the house that no linter sees. Each case names the file that breaks its rule."""

import ast
import re
import statistics
import tomllib
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "annotations/static").rglob("*.js"))
CODE = sorted(
    path
    for path in chain((ROOT / "annotations").rglob("*.py"), (ROOT / "factcheck").rglob("*.py"))
    if "migrations" not in path.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MIGRATIONS = sorted((ROOT / "annotations/migrations").glob("[0-9]*.py"))
COMMANDS = sorted((ROOT / "annotations/management/commands").glob("[a-z]*.py"))
VIEWS = sorted((ROOT / "annotations/web/views").glob("[a-z]*.py"))
LOCKS = sorted((ROOT / "factcheck/requirements").glob("*.txt"))

PARTIALS = [path for path in TEMPLATES if path.name.startswith("_")]
# The base extends nothing; 500.html is rendered without a context, when anything may be broken; the
# viewer of a pack is opened from a disk; the templates of the admin stand in for Django's own.
NO_PAGES = {
    ROOT / "templates/base.html",
    ROOT / "templates/500.html",
    ROOT / "templates/packs/viewer.html",
    ROOT / "templates/public/base.html",
    ROOT / "templates/embeds/base.html",
}
# What readers see stands on grounds of its own, that ask nothing about who asks.
BASES = {"base.html", "public/base.html", "embeds/base.html"}
PAGES = [
    path for path in TEMPLATES if path not in {*PARTIALS, *NO_PAGES} and path.parent.name != "admin"
]
TEMPLATE_CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|{% comment.*?endcomment %}", re.DOTALL)
MARKS_SAFE = ROOT / "annotations/templatetags/highlighted.py"


def each(paths):
    """One test per file, named by its path."""
    return pytest.mark.parametrize("path", paths, ids=lambda path: str(path.relative_to(ROOT)))


class Tags(HTMLParser):
    """The opening tags of a template and their attributes, its own code left out."""

    def __init__(self, source):
        super().__init__()
        self.found = []
        self.feed(TEMPLATE_CODE.sub(" ", source))

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def tags(path):
    return Tags(path.read_text(encoding="utf-8")).found


# -- templates ----------------------------------------------------------------------------------


def ancestors(path):
    """The templates that `path` extends, nearest first."""
    extends = re.match(r'(?:{#.*?#}\s*)*{% extends "(\S+)" %}', path.read_text(encoding="utf-8"))
    return [extends[1], *ancestors(ROOT / "templates" / extends[1])] if extends else []


@each(PAGES)
def test_a_page_extends_the_base(path):
    assert BASES & {*ancestors(path)}


@each(PARTIALS)
def test_a_partial_says_what_it_needs_and_stands_alone(path):
    text = path.read_text(encoding="utf-8")

    assert re.fullmatch(r"{# needs: .+ #}", text.splitlines()[0])
    assert "{% extends" not in text


@each(TEMPLATES)
def test_what_htmx_sends_works_without_it(path):
    writes = ("hx-post", "hx-put", "hx-patch", "hx-delete")

    for tag, attributes in tags(path):
        if any(name in attributes for name in writes):
            assert tag == "form", f"<{tag}> writes: put it in a form"
            assert attributes.keys() >= {"action", "method"}


@each(TEMPLATES)
def test_what_htmx_fetches_can_be_visited_without_it(path):
    for tag, attributes in tags(path):
        if "hx-get" in attributes and tag in {"a", "button"}:
            assert tag == "a", "a button that fetches: make it a link"
            assert "href" in attributes
        if "hx-get" in attributes and tag == "form":
            assert "action" in attributes


@each(TEMPLATES)
def test_a_template_holds_no_script_and_no_style(path):
    for tag, attributes in tags(path):
        assert tag != "style"
        assert tag != "script" or "src" in attributes
        assert not {name for name in attributes if re.match(r"on|hx-on|style$", name)}
        assert "js:" not in (attributes.get("hx-vals") or "")


@each(TEMPLATES)
def test_a_template_escapes_everything(path):
    assert not re.search(
        r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off", path.read_text(encoding="utf-8")
    )


@each(SCRIPTS)
def test_a_script_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 150


# -- Python -------------------------------------------------------------------------------------


def names_used(path):
    """Every name a module imports, reads or calls: words in strings and comments do not count."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


@each(CODE)
def test_a_module_keeps_off_what_is_banned_everywhere(path):
    banned = {"csrf_exempt", "signals", "receiver", "__future__"}
    if path != MARKS_SAFE:
        banned |= {"mark_safe", "SafeString", "SafeText"}

    used = {part for name in names_used(path) for part in name.split(".")}

    assert not banned & used


@each(CODE + TESTS)
def test_a_module_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def length(function):
    """Lines of a function from its `def` on, without its docstring: contracts cost nothing."""
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is not None:
        lines -= function.body[0].end_lineno - function.body[0].lineno + 1
    return lines


def test_functions_are_short():
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in CODE)
    functions = (node for tree in trees for node in ast.walk(tree) if isinstance(node, kinds))
    lengths = [length(function) for function in functions]

    assert statistics.median(lengths) <= 8
    assert statistics.quantiles(lengths, n=20)[-1] <= 30


@each(MIGRATIONS)
def test_a_migration_is_named_for_its_intent(path):
    assert re.fullmatch(r"\d{4}_(?!auto_|merge_|alter_|initial)[a-z0-9_]+", path.stem)


@each(VIEWS)
def test_views_that_write_have_a_test_file(path):
    if "POST" not in path.read_text(encoding="utf-8"):
        return
    noun = path.stem.removesuffix("s")

    assert list((ROOT / "tests/web").glob(f"test_*{noun}*.py")), f"no tests/web/test_…{noun}….py"


# -- words and locks ----------------------------------------------------------------------------


@each(COMMANDS)
def test_readme_names_every_command(path):
    assert f"manage.py {path.stem}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_readme_names_every_setting():
    settings = (ROOT / "factcheck/settings.py").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', settings)) | {"DATABASE_URL"}

    assert not {name for name in names if f"`{name}`" not in readme}


def lock(name):
    return ROOT / f"factcheck/requirements/{name}.txt"


def pins(path):
    """What a lock pins, as {(name, marker): version}."""
    lines = re.findall(
        r"^([a-z0-9-]+)==(\S+)(?: ; (.+?))? \\$", path.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {(name, marker): version for name, version, marker in lines}


@each(LOCKS)
def test_a_lock_holds_hashes_and_no_address(path):
    text = path.read_text(encoding="utf-8")

    assert "://" not in text
    assert not re.search(r"^(-|--)\w", text, re.MULTILINE)
    assert all("--hash=sha256:" in block for block in re.split(r"^(?=[a-z])", text, flags=re.M)[1:])


def test_the_locks_agree_with_one_another():
    # Whatever the system: what one needs on some, another may need everywhere.
    run, test, dev = (
        {(package, version) for (package, _), version in pins(lock(name)).items()}
        for name in ("run", "test", "dev")
    )

    assert run <= test <= dev


def test_the_locks_hold_what_the_project_declares():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = {"run": project["dependencies"], "test": extras["test"], "dev": extras["dev"]}

    for name, wanted in declared.items():
        locked = {package for package, _ in pins(lock(name))}
        needed = {re.match(r"[a-z0-9-]+", line)[0] for line in wanted} - {"factcheck"}
        assert needed <= locked, f"{name}.txt: renew it by the command in its second line"
