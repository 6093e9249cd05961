"""Comparisons and assertions that do not say what they mean."""

import ast


def none_by_equality(tree):
    """`== None` and `!= None`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for operator, left, right in zip(node.ops, sides, sides[1:]):
                if isinstance(operator, (ast.Eq, ast.NotEq)) and any(is_none(side) for side in (left, right)):
                    yield node.lineno, "none-comparison", "与 None 比较应使用 is 或 is not"


def identity_with_literal(tree):
    """`is 3` and `is not "open"`; None, True and False are single objects and may be compared so."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for operator, left, right in zip(node.ops, sides, sides[1:]):
                if isinstance(operator, (ast.Is, ast.IsNot)) and any(is_literal(side) for side in (left, right)):
                    yield node.lineno, "is-literal", "与字面量比较应使用 == 或 !="


def assertion_on_tuple(tree):
    """`assert (condition, message)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Tuple) and node.test.elts:
            yield node.lineno, "assert-tuple", "对非空元组断言恒为真"


def is_none(node):
    return isinstance(node, ast.Constant) and node.value is None


def is_literal(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float, str, bytes)) and (
        not isinstance(node.value, bool)
    )


RULES = (none_by_equality, identity_with_literal, assertion_on_tuple)
