"""Exceptions and resources: what is swallowed, what is left open."""

import ast

OPENERS = {"open", "create_connection", "socket", "urlopen", "connect"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def bare_except(tree):
    """`except:` without a type."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield node.lineno, "bare-except", "应写明要处理的异常类型"


def leave_by_finally(tree):
    """return, break or continue out of a finally block."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Try):
            for line in exits(node.finalbody, in_loop=False):
                yield line, "return-in-finally", "finally 中跳出会吞掉异常"


def exits(body, in_loop):
    for node in body:
        if isinstance(node, ast.Return) or (isinstance(node, (ast.Break, ast.Continue)) and not in_loop):
            yield node.lineno
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            continue
        inner = in_loop or isinstance(node, (ast.For, ast.AsyncFor, ast.While))
        for field in ("body", "orelse", "finalbody", "handlers"):
            yield from exits(getattr(node, field, []), inner)


def left_open(tree):
    """What is opened and kept in a variable, with no finally that closes it."""
    for function in ast.walk(tree):
        if isinstance(function, FUNCTIONS):
            closed = closed_in_finally(function)
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                    opener = getattr(node.value.func, "id", getattr(node.value.func, "attr", ""))
                    names = {target.id for target in node.targets if isinstance(target, ast.Name)}
                    if opener in OPENERS and names and not names & closed:
                        yield node.lineno, "resource-leak", "打开之后没有在所有路径上关闭"


def closed_in_finally(function):
    closed = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Try):
            for call in (inner for part in node.finalbody for inner in ast.walk(part)):
                if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "close":
                    closed.add(getattr(call.func.value, "id", ""))
    return closed


RULES = (bare_except, leave_by_finally, left_open)
