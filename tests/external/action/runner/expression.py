"""Expressions of GitHub Actions, as far as actions use them: contexts, literals and operators."""

import re

TOKENS = re.compile(r"""\s*(?:
    (?P<text>'(?:[^']|'')*') |
    (?P<number>\d+(?:\.\d+)?) |
    (?P<operator>==|!=|&&|\|\||!|\(|\)|\.) |
    (?P<name>[A-Za-z_][A-Za-z0-9_-]*)
)""", re.VERBOSE)
HOLE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
STATUS_FUNCTIONS = {"success", "failure", "always", "cancelled"}


class ExpressionError(Exception):
    """What is no expression, or asks for a context or function that is not there."""


def _tokens(source):
    at = 0
    source = source.strip()
    while at < len(source):
        match = TOKENS.match(source, at)
        if not match:
            raise ExpressionError(f"cannot read {source[at:]!r}")
        yield match.lastgroup, match.group(match.lastgroup)
        at = match.end()


class _Parser:
    """Evaluates while it reads; both operands of && and || are read, one is the value."""

    def __init__(self, source, contexts, functions):
        self.tokens = list(_tokens(source))
        self.contexts, self.functions = contexts, functions
        self.at = 0

    def parse(self):
        value = self._any()
        if self.at != len(self.tokens):
            raise ExpressionError(f"unexpected {self.tokens[self.at][1]!r}")
        return value

    def _take(self, *operators):
        if self.at == len(self.tokens):
            return None
        kind, text = self.tokens[self.at]
        if kind != "operator" or text not in operators:
            return None
        self.at += 1
        return text

    def _any(self):
        value = self._all()
        while self._take("||"):
            right = self._all()
            value = value if is_true(value) else right
        return value

    def _all(self):
        value = self._comparison()
        while self._take("&&"):
            right = self._comparison()
            value = right if is_true(value) else value
        return value

    def _comparison(self):
        value = self._operand()
        while operator := self._take("==", "!="):
            value = _are_equal(value, self._operand()) == (operator == "==")
        return value

    def _operand(self):
        if self._take("!"):
            return not is_true(self._operand())
        if self._take("("):
            value = self._any()
            if not self._take(")"):
                raise ExpressionError("a parenthesis is not closed")
            return value
        if self.at == len(self.tokens):
            raise ExpressionError("the expression ends too early")
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "text":
            return text[1:-1].replace("''", "'")
        if kind == "number":
            return float(text)
        if kind == "name":
            return self._named(text)
        raise ExpressionError(f"unexpected {text!r}")

    def _named(self, name):
        if name in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[name]
        if self._take("("):
            if name not in self.functions or not self._take(")"):
                raise ExpressionError(f"no function {name}()")
            return self.functions[name]()
        if name not in self.contexts:
            raise ExpressionError(f"no context {name}")
        value = self.contexts[name]
        while self._take("."):
            if self.at == len(self.tokens) or self.tokens[self.at][0] != "name":
                raise ExpressionError("a name must follow the dot")
            value = value.get(self.tokens[self.at][1]) if isinstance(value, dict) else None
            self.at += 1
        return value


def is_true(value):
    return value not in (None, False, "", 0)


def _are_equal(left, right):
    """Text is compared without regard to case, as GitHub does."""
    if isinstance(left, str) and isinstance(right, str):
        return left.lower() == right.lower()
    return left == right


def to_text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def evaluate(source, contexts, functions=None):
    """The value of what stands between `${{` and `}}`."""
    return _Parser(source, contexts, functions or {}).parse()


def fill(template, contexts):
    """The text with the value of every `${{ … }}` in its place."""
    return HOLE.sub(lambda hole: to_text(evaluate(hole.group(1), contexts)), template)


def holds(condition, contexts, functions):
    """Whether a step with this `if` runs; without a function of the status success() is meant."""
    hole = HOLE.fullmatch(condition.strip())
    source = hole.group(1) if hole else condition
    names = {text for kind, text in _tokens(source) if kind == "name"}
    if not names & STATUS_FUNCTIONS and not functions["success"]():
        return False
    return is_true(evaluate(source, contexts, functions))
