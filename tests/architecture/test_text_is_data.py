"""No text is read as markup: whatever reaches a widget went through `trainer.tui.text`, or markup is off.

A bare string in a Static, Label, Button, OptionList, notify, border title... is Textual markup: `[/]` in an answer kills the
app, `[@click=app.quit]x[/]` is a live link (faults 3b). What the type of an expression is can't be seen in a syntax tree, so
the rule is: a text argument of a widget is a call of something that returns Content (plain, joined, or a function of ours
annotated so), a name that was given such a value or annotation in the same function, or a constant without brackets.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "trainer" / "tui").rglob("*.py"))

WIDGETS = {
    "Static", "Label", "Button", "OptionList", "Option", "Checkbox", "RadioButton", "RadioSet", "Select", "SelectionList",
    "Selection", "TabPane", "Tab", "Collapsible", "ListItem", "Link", "Tooltip",
}  # fmt: skip
METHODS = {
    "update",
    "notify",
    "add_option",
    "add_options",
    "add_row",
    "add_rows",
    "add_column",
    "add_columns",
    "set_options",
}
WORDS = {"border_title", "border_subtitle", "tooltip", "placeholder", "label", "prompt"}
SAFE_TYPES = {"Content", "Text", "Strip", "VisualType"}
MAKERS = {"plain", "joined", "plain_rich", "Content", "Text"}
CONTENT_METHODS = {"join", "append", "stylize", "wrap", "truncate", "pad_left", "pad_right", "copy", "values", "items"}
WITHOUT_MARKUP = {"Static", "Label", "OptionList", "SelectionList", "notify"}
"""Those that know `markup=False`."""


def names_in(annotation: ast.expr | None) -> set[str]:
    if annotation is None:
        return set()
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = ast.parse(annotation.value, mode="eval").body
    return {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)}


def makers(trees: list[ast.Module]) -> set[str]:
    """Names of functions of ours that return Content, or several of them."""
    return MAKERS | {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and names_in(node.returns) & SAFE_TYPES
        and "str" not in names_in(node.returns)
    }


def offences(tree: ast.Module, safe_calls: set[str], file: str = "") -> list[str]:
    found: list[str] = []
    for scope in scopes(tree):
        known = safe_names(scope, safe_calls)
        for node in own_nodes(scope):
            found.extend(
                f"{file}:{text.lineno}: {ast.unparse(text)[:90]}"
                for text in texts_given(node)
                if not is_safe(text, safe_calls, known)
            )
    return found


def scopes(tree: ast.Module) -> Iterator[ast.AST]:
    yield tree
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """What is in `scope` itself, not in a function inside it."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting.extend(ast.iter_child_nodes(node))


def safe_names(scope: ast.AST, safe_calls: set[str]) -> set[str]:
    known: set[str] = set()
    if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
        given = [*scope.args.args, *scope.args.kwonlyargs, *([scope.args.vararg] if scope.args.vararg else [])]
        known |= {each.arg for each in given if names_in(each.annotation) & SAFE_TYPES}
    for _round in range(3):  # a name may be given the value of another
        for node in own_nodes(scope):
            if isinstance(node, ast.Assign) and is_safe(node.value, safe_calls, known):
                known |= {name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)}
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                if names_in(node.annotation) & SAFE_TYPES:
                    known.add(node.target.id)
            elif isinstance(node, ast.For | ast.comprehension) and is_safe(node.iter, safe_calls, known):
                known |= {name.id for name in ast.walk(node.target) if isinstance(name, ast.Name)}
    return known


def texts_given(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Attribute) and target.attr in WORDS:
                yield node.value
    if not isinstance(node, ast.Call):
        return
    name = (
        node.func.id
        if isinstance(node.func, ast.Name)
        else node.func.attr
        if isinstance(node.func, ast.Attribute)
        else ""
    )
    is_widget = isinstance(node.func, ast.Name) and name in WIDGETS
    is_method = isinstance(node.func, ast.Attribute) and name in METHODS
    off = any(
        each.arg == "markup" and isinstance(each.value, ast.Constant) and each.value.value is False
        for each in node.keywords
    )
    if (is_widget or is_method) and not (off and name in WITHOUT_MARKUP):
        yield from (each for each in node.args if not isinstance(each, ast.Dict | ast.Set))
    if is_widget or is_method or name.endswith(("Area", "Input")):
        yield from (each.value for each in node.keywords if each.arg in WORDS)


def is_safe(text: ast.expr, safe_calls: set[str], known: set[str]) -> bool:
    match text:
        case ast.Constant(value=str(words)):
            return "[" not in words
        case ast.Constant():
            return True
        case ast.Name(id=name):
            return name in known
        case ast.Starred(value=value) | ast.Await(value=value):
            return is_safe(value, safe_calls, known)
        case ast.IfExp(body=body, orelse=other):
            return is_safe(body, safe_calls, known) and is_safe(other, safe_calls, known)
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return all(is_safe(each, safe_calls, known) for each in items)
        case ast.GeneratorExp(elt=element, generators=loops) | ast.ListComp(elt=element, generators=loops):
            inner = known | {
                name.id
                for loop in loops
                if is_safe(loop.iter, safe_calls, known)
                for name in ast.walk(loop.target)
                if isinstance(name, ast.Name)
            }
            return is_safe(element, safe_calls, inner)
        case ast.Call(func=ast.Name(id=name), args=args) if name in {
            "list",
            "tuple",
            "sorted",
            "reversed",
            "enumerate",
        }:
            return all(is_safe(each, safe_calls, known) for each in args)
        case ast.Call(func=ast.Name(id="_" | "N_"), args=[ast.Constant(value=str(words))]):
            return "[" not in words  # a sentence of our own
        case ast.Call(func=ast.Name(id=name)):
            return name in safe_calls or name in WIDGETS  # a widget's own texts are looked at where it is made
        case ast.Call(func=ast.Attribute(attr=name, value=value)):
            return name in safe_calls or (name in CONTENT_METHODS and is_safe(value, safe_calls, known))
        case ast.Subscript(value=value):
            return is_safe(value, safe_calls, known)
    return False


def test_text_reaches_widgets_as_data() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
    assert len(trees) > 20
    safe_calls = makers(list(trees.values()))
    assert "customer_line" not in safe_calls
    assert "means_words" in safe_calls
    found = {str(path.relative_to(ROOT)): offences(tree, safe_calls, path.name) for path, tree in trees.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    "bad",
    [
        'Static(f"{name} says")',
        "Static(answer)",
        "Label(card.complaint)",
        'Button("[b]yes[/b]")',
        "def f(self, text: str): self.note.update(text)",
        "def f(self): self.app.notify(str(refused))",
        "OptionList(*[card.title for card in cards])",
        "table.add_row(plain_rich(a), b)",
        "self.border_title = deck.title",
        "self.tooltip = _('{name}').format(name=name)",
        "Static(_('{name}').format(name=name))",
        "Static(_('[b]bold[/b]'))",
        "LineInput(placeholder=name)",
        "def f(self):\n    words = draft.text\n    return Static(words)",
        "def name(self) -> str: ...\nStatic(name())",
    ],
)
def test_the_guard_sees_a_bare_text(bad: str) -> None:
    assert offences(ast.parse(bad), MAKERS) != []


@pytest.mark.parametrize(
    "good",
    [
        "Static(plain(answer))",
        'Static("", markup=False)',
        "Static(name, markup=False)",
        "self.note.update(joined(a, b), layout=False)",
        'self.app.notify(text, markup=False, title="x")',
        'Static(Content("\\n").join(lines))',
        "def f(self):\n    words = plain(draft.text)\n    return Static(words)",
        "def f(self, words: Content): self.update(words)",
        "OptionList(*[plain(card.title) for card in cards])",
        'counts.update({"a": 1})',
    ],
)
def test_the_guard_lets_data_through(good: str) -> None:
    assert offences(ast.parse(good), MAKERS) == []
