"""Functions: their defaults, their names, what they return."""

import ast
import builtins

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
MUTABLE_MAKERS = {"list", "dict", "set", "bytearray", "defaultdict", "OrderedDict", "Counter", "deque"}
BUILTINS = {name for name in dir(builtins) if name.islower() and not name.startswith("_")}


def mutable_default(tree):
    """A default that all calls share."""
    for node in ast.walk(tree):
        if isinstance(node, (*FUNCTIONS, ast.Lambda)):
            for default in [*node.args.defaults, *node.args.kw_defaults]:
                if default is not None and is_mutable(default):
                    yield default.lineno, "mutable-default", "可变默认值由各次调用共用"


def is_mutable(node):
    if isinstance(node, (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)):
        return True
    return isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MUTABLE_MAKERS


def shadowed_builtin(tree):
    """A variable or parameter named like a builtin: where it is first bound."""
    for function in ast.walk(tree):
        if isinstance(function, FUNCTIONS):
            first = {}
            for node in ast.walk(function):
                name, line = bound(node)
                if name in BUILTINS:
                    first[name] = min(line, first.get(name, line))
            for name, line in first.items():
                yield line, "shadowed-builtin", f"{name} 遮蔽了同名的内置名"


def bound(node):
    """The name that a node binds, and its line."""
    if isinstance(node, ast.arg):
        return node.arg, node.lineno
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return node.id, node.lineno
    return None, 0


def missing_return(tree):
    """A function annotated to return something whose end can be reached."""
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS) and node.returns is not None and not allows_none(node.returns):
            if falls_through(node.body):
                yield node.lineno, "missing-return", f"{node.name} 有路径没有返回值"


def allows_none(annotation):
    return isinstance(annotation, ast.Constant) and annotation.value is None


def falls_through(body):
    """Whether control can pass the end of these statements."""
    return not any(stops(statement) for statement in body)


def stops(statement):
    if isinstance(statement, (ast.Return, ast.Raise)):
        return True
    if isinstance(statement, ast.If):
        return bool(statement.orelse) and not falls_through(statement.body) and not falls_through(statement.orelse)
    if isinstance(statement, ast.While):
        endless = isinstance(statement.test, ast.Constant) and bool(statement.test.value)
        return endless and not any(isinstance(node, ast.Break) for node in ast.walk(statement))
    if isinstance(statement, ast.With):
        return not falls_through(statement.body)
    if isinstance(statement, ast.Try):
        ways = [statement.body + statement.orelse, *(handler.body for handler in statement.handlers)]
        return not falls_through(statement.finalbody) or not any(falls_through(way) for way in ways)
    if isinstance(statement, ast.Match):
        last = statement.cases[-1]
        complete = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None and last.guard is None
        return complete and not any(falls_through(case.body) for case in statement.cases)
    return False


RULES = (mutable_default, shadowed_builtin, missing_return)
