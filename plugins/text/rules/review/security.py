"""Security: commands, passwords, unsafe loaders, evaluated text, SQL put together from text."""

import ast
import re

SECRET = re.compile(r"(?:^|_)(?:password|passwd|pwd|passphrase|secret|token|api_?key)$", re.IGNORECASE)
SQL = re.compile(r"^\s*(?:select\s.+\sfrom\s|insert\s+into\s|update\s.+\sset\s|delete\s+from\s)", re.IGNORECASE | re.DOTALL)
SAFE_LOADERS = {"SafeLoader", "CSafeLoader", "BaseLoader"}


def called(node):
    """`subprocess.run` for subprocess.run(…), `eval` for eval(…)."""
    function = node.func
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return f"{function.value.id}.{function.attr}"
    return getattr(function, "id", getattr(function, "attr", ""))


def shell(tree):
    """shell=True with a command that is no constant."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            flags = {keyword.arg: keyword.value for keyword in node.keywords}
            flag = flags.get("shell")
            through_shell = isinstance(flag, ast.Constant) and flag.value is True
            if through_shell and node.args and not isinstance(node.args[0], ast.Constant):
                yield node.lineno, "shell-injection", "拼接的命令不应经 shell 执行"


def password(tree):
    """A text given to something that is named like a password."""
    for node in ast.walk(tree):
        for name, value in given(node):
            if SECRET.search(name) and isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                yield value.lineno, "hard-coded-password", "口令不应写在代码里"


def given(node):
    """Pairs of a name and what it is given: assignments, arguments, defaults, dictionary entries."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield getattr(target, "id", getattr(target, "attr", "")), node.value
    elif isinstance(node, ast.keyword):
        yield node.arg or "", node.value
    elif isinstance(node, ast.arguments):
        positional = [*node.posonlyargs, *node.args]
        pairs = [*zip(positional[len(positional) - len(node.defaults) :], node.defaults)]
        for argument, default in [*pairs, *zip(node.kwonlyargs, node.kw_defaults)]:
            yield argument.arg, default
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values):
            yield str(getattr(key, "value", "")), value


def unsafe_load(tree):
    """pickle, and yaml.load with an unsafe loader."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = called(node)
            loaders = [getattr(part, "attr", getattr(part, "id", "")) for part in node.args[1:]]
            loaders += [getattr(keyword.value, "attr", "") for keyword in node.keywords if keyword.arg == "Loader"]
            unsafe_yaml = name == "yaml.load" and not SAFE_LOADERS & set(loaders)
            if unsafe_yaml or name in {"pickle.load", "pickle.loads", "marshal.loads", "yaml.unsafe_load"}:
                yield node.lineno, "unsafe-load", "不应还原来历不明的数据"


def evaluated(tree):
    """eval and exec called by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in {"eval", "exec"}:
            yield node.lineno, "eval-use", "不应计算外来文本"


def sql(tree):
    """SQL with values put in by +, %, format or an f-string."""
    for node in ast.walk(tree):
        start, whole = opening(node)
        if whole and SQL.match(start):
            yield node.lineno, "sql-building", "SQL 应使用占位参数"


def opening(node):
    """The constant text of a built text, values as blanks, and whether values are put in at all."""
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else " " for part in node.values]
        return "".join(map(str, parts)), any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        left = node.left
        while isinstance(left, ast.BinOp):
            left = left.left
        return str(getattr(left, "value", "")) if isinstance(left, ast.Constant) else "", True
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "format":
        return str(getattr(node.func.value, "value", "")), True
    return "", False


RULES = (shell, password, unsafe_load, evaluated, sql)
