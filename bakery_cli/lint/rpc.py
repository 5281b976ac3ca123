"""Public methods answer: XML-RPC cannot carry a method's silence."""

import ast
from pathlib import Path

MODELS = {"Model", "TransientModel", "AbstractModel"}
# What is never called from outside, or answers for the ORM.
OWN = {"create", "init", "write", "unlink"}
HIDING = ("private", "property", "staticmethod", "classmethod", "onchange")


def silent(root, paths):
    """Find public methods of models that return nothing, or only sometimes."""
    found = []
    for name in paths:
        parts = Path(name).parts
        if parts[0] == "addons" and name.endswith(".py") and "tests" not in parts:
            tree = ast.parse((root / name).read_text(encoding="utf-8"))
            found += [
                f"{name}:{method.lineno}: {method.name} answers nothing over XML-RPC"
                for method in _public_methods(tree)
                if _is_silent(method)
            ]
    return found


def _public_methods(tree):
    for model in tree.body:
        if isinstance(model, ast.ClassDef) and _is_model(model):
            for method in model.body:
                if isinstance(method, ast.FunctionDef) and _is_public(method):
                    yield method


def _is_model(model):
    return any(getattr(base, "attr", None) in MODELS for base in model.bases)


def _is_public(method):
    if method.name.startswith("_") or method.name in OWN:
        return False
    decorators = " ".join(ast.unparse(each) for each in method.decorator_list)
    return not any(word in decorators for word in HIDING)


def _is_silent(method):
    answers = list(_returns(method))
    return not answers or any(
        answer.value is None
        or (isinstance(answer.value, ast.Constant) and answer.value.value is None)
        for answer in answers
    )


def _returns(node):
    """Yield the ``return`` of a function, not those of functions inside it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Return):
            yield child
        elif not isinstance(child, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            yield from _returns(child)
