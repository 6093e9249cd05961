"""Loops: variables that are not used, closures that bind late, containers that change under the loop."""

import ast

LOOPS = (ast.For, ast.AsyncFor)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
CLOSURES = (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef)
# Functions that call what they are given at once, so that late binding does no harm.
CALLS_AT_ONCE = {"sorted", "min", "max", "map", "filter", "sort", "reduce", "any", "all", "sum", "next"}
MUTATORS = {"remove", "pop", "append", "insert", "add", "discard", "clear", "popitem", "extend"}


def names_in(node, context):
    return {name.id for name in ast.walk(node) if isinstance(name, ast.Name) and isinstance(name.ctx, context)}


def unused_variable(tree):
    """A loop variable that the body does not use."""
    for loop in ast.walk(tree):
        if isinstance(loop, LOOPS):
            used = set().union(*(names_in(statement, ast.Load) for statement in loop.body))
            for name in names_in(loop.target, ast.Store) - used:
                if not name.startswith("_"):
                    yield loop.lineno, "unused-loop-variable", f"循环变量 {name} 在循环体内没有用到"


def late_binding(tree):
    """A function made in a loop that reads the loop's variable when it is called."""
    at_once = called_at_once(tree)
    for loop in ast.walk(tree):
        if isinstance(loop, LOOPS):
            variables, inside = names_in(loop.target, ast.Store), loop.body
        elif isinstance(loop, COMPREHENSIONS):
            variables = set().union(*(names_in(part.target, ast.Store) for part in loop.generators))
            inside = [loop.key, loop.value] if isinstance(loop, ast.DictComp) else [loop.elt]
        else:
            continue
        for closure in (node for part in inside for node in ast.walk(part) if isinstance(node, CLOSURES)):
            if closure not in at_once:
                for name in free_uses(closure, variables):
                    yield name.lineno, "late-binding-closure", f"闭包取到的是循环结束时的 {name.id}"


def called_at_once(tree):
    found = set()
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            if getattr(call.func, "id", getattr(call.func, "attr", "")) in CALLS_AT_ONCE:
                found.update(call.args)
            found.update(keyword.value for keyword in call.keywords if keyword.arg == "key")
            found.add(call.func)
    return found


def free_uses(closure, variables):
    """Uses of the variables in the closure's body that the closure does not bind itself."""
    arguments = closure.args
    own = {argument.arg for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]}
    body = closure.body if isinstance(closure.body, list) else [closure.body]
    own |= set().union(*(names_in(part, ast.Store) for part in body))
    for name in (node for part in body for node in ast.walk(part) if isinstance(node, ast.Name)):
        if isinstance(name.ctx, ast.Load) and name.id in variables - own:
            yield name


def mutated_while_iterating(tree):
    """The container of a loop gains or loses items in its body."""
    for loop in ast.walk(tree):
        if isinstance(loop, LOOPS):
            container = iterated(loop.iter)
            for line in changes(loop.body, container) if container else ():
                yield line, "mutated-while-iterating", f"遍历 {container} 时增删了它的元素"


def iterated(node):
    """The name of the container that a loop runs over directly, or by its keys, values or items."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
        node = node.func.value if node.func.attr in {"keys", "values", "items"} else node
    return node.id if isinstance(node, ast.Name) else None


def changes(body, container):
    for node in (node for statement in body for node in ast.walk(statement)):
        if isinstance(node, ast.Delete):
            for target in node.targets:
                if isinstance(target, ast.Subscript) and getattr(target.value, "id", None) == container:
                    yield node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
            if getattr(node.func.value, "id", None) == container:
                yield node.lineno


RULES = (unused_variable, late_binding, mutated_while_iterating)
