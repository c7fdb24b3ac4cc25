"""The grammar of one cell: a value of the casebook as people can read and type it in a spreadsheet, and back.

    list       a; b; c                          chain of credit    near > far > root
    details    Al-Qaida [en; note: as the UN]   with a time        taliban [1994..]
    pairs      un: TAe.012; wikidata: Q42418    inside another     where: (kabul; herat)

A text that holds one of these signs stands in double quotes, and a double quote in it is doubled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from armillary.casebook.plain import Plain, Schema, main_key, of_type
from armillary.finding import Wrong

CHAINS = frozenset({"credit", "credits"})
DEEPEST = 12
_SIGNS = re.compile(r'[;()\[\]"]|:(?=\s|$)|^\s|\s$|^$')
_TOKEN = re.compile(r'\s*("(?:[^"]|"")*"|[;()\[\]]|:(?=\s|$))\s*')
_TOKEN_OF_CHAIN = re.compile(r'\s*("(?:[^"]|"")*"|[;()\[\]>]|:(?=\s|$))\s*')


def write_cell(value: Plain, schema: Schema, key: str = "") -> str:
    """A value as the text of a cell; a key whose values are only ever bare texts needs no signs."""
    if isinstance(value, str) and not _structured(schema):
        return value
    return _write(value, schema, key in CHAINS, bare=True)


def read_cell(text: str, schema: Schema, key: str = "") -> Plain:
    """The value that a cell means; raises Wrong where signs do not match."""
    if not _structured(schema):
        return text
    reader = _Cell(text, chain=key in CHAINS)
    return reader.read(reader.tokens, schema, 0)


def _structured(schema: Schema) -> bool:
    return bool(of_type(schema, "array") or of_type(schema, "object"))


def _write(value: Plain, schema: Schema, chain: bool, bare: bool = False) -> str:
    if isinstance(value, str):
        return f'"{value}"' if chain and ">" in value and not _SIGNS.search(value) else _quote(value)
    if isinstance(value, list):
        inner = of_type(schema, "array").get("items", {})
        parts = [_write(item, inner, chain) for item in value]
        joined = (" > " if chain and not of_type(inner, "array") else "; ").join(parts)
        return joined if bare and parts else f"({joined})"
    mapping = of_type(schema, "object")
    main = main_key(schema)
    if main in value and isinstance(value[main], str):
        details = _details({key: item for key, item in value.items() if key != main}, mapping, main)
        return _quote(str(value[main])) + (f" [{details}]" if details else "")
    joined = _pairs(value, mapping)
    return joined if bare and value else f"({joined})"


def _details(value: dict[str, Plain], mapping: Schema, main: str) -> str:
    second = _second(mapping, main)
    parts = [_write(value[second], mapping["properties"][second], False)] if second in value else []
    rest = _pairs({key: item for key, item in value.items() if key != second}, mapping)
    return "; ".join([*parts, *([rest] if rest else [])])


def _second(mapping: Schema, main: str) -> str:
    """The detail that needs no key: the first after the main one."""
    return next((key for key in mapping.get("properties", {}) if key != main), "")


def _pairs(value: dict[str, Plain], mapping: Schema) -> str:
    return "; ".join(f"{_quote(key)}: {_write(item, _schema_of(mapping, key), False)}" for key, item in value.items())


def _schema_of(mapping: Schema, key: str) -> Schema:
    known = mapping.get("properties", {}).get(key)
    if known is None:
        known = mapping.get("additionalProperties")
    return known if isinstance(known, dict) else {}


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _SIGNS.search(text) else text


Token = tuple[str, str]  # the sign, or "" for a text, and the text


class _Cell:
    """One cell while it is read."""

    def __init__(self, text: str, chain: bool) -> None:
        self.chain = chain
        self.tokens = list(self._scan(text))

    def _scan(self, text: str) -> Iterator[Token]:
        at = 0
        for match in (_TOKEN_OF_CHAIN if self.chain else _TOKEN).finditer(text):
            before = text[at : match.start()].strip()
            sign = match[1]
            at = match.end()
            if before:
                yield "", before
            if sign.startswith('"'):
                yield "quoted", sign[1:-1].replace('""', '"')
            else:
                yield sign, sign
        if rest := text[at:].strip():
            if '"' in rest and rest.count('"') % 2:
                raise Wrong("a double quote is opened and not closed", 'close it, and write "" for one inside', "F103")
            yield "", rest

    def read(self, tokens: list[Token], schema: Schema, depth: int) -> Plain:
        """What tokens mean by a schema."""
        if depth > DEEPEST:
            raise Wrong(f"brackets are nested more than {DEEPEST} deep", "the format needs four", "F103")
        wrapped = len(tokens)
        if depth:  # a cell itself has no brackets around it, but its first entry may
            tokens = _unwrapped(tokens)
        several, mapping = of_type(schema, "array"), of_type(schema, "object")
        if several and not tokens and wrapped:
            return []
        if several:
            inner = several.get("items", {})
            links = self.chain and not of_type(inner, "array")
            parts = _split(tokens, (";", ">") if links else (";",))
            alone = len(parts) == 1 and (of_type(schema, "string") or mapping)
            if not alone:
                return [self.read(part, inner, depth + 1) for part in parts]
        if mapping:
            main = main_key(schema)
            if main:
                return self._with_details(tokens, mapping, main, depth)
            if self._has_pairs(tokens, mapping) or not of_type(schema, "string"):
                return self._mapping(_split(tokens, (";",)), mapping, depth)
        return _text(tokens)

    def _has_pairs(self, tokens: list[Token], mapping: Schema) -> bool:
        known = mapping.get("properties")
        return any(
            sign == ":" and (known is None or (index and tokens[index - 1][1] in known))
            for index, (sign, _) in enumerate(tokens)
        )

    def _with_details(self, tokens: list[Token], mapping: Schema, main: str, depth: int) -> Plain:
        if not tokens or tokens[-1][0] != "]":
            known = mapping.get("properties", {})
            if len(tokens) > 2 and tokens[1][0] == ":" and tokens[0][1] == main and main in known:
                return self._mapping(_split(tokens, (";",)), mapping, depth)
            return _text(tokens)
        opened = next((i for i, (sign, _) in enumerate(tokens) if sign == "["), 0)
        value: dict[str, Plain] = {main: _text(tokens[:opened])}
        parts = _split(tokens[opened + 1 : -1], (";",))
        second = _second(mapping, main)
        properties = mapping.get("properties", {})
        first = parts[0] if parts else []
        if first and not (len(first) > 1 and first[1][0] == ":" and first[0][1] in properties):
            value[second] = self.read(first, _schema_of(mapping, second), depth + 1)
            parts = parts[1:]
        more = self._mapping(parts, mapping, depth) if parts and parts[0] else {}
        assert isinstance(more, dict)
        return value | more

    def _mapping(self, parts: list[list[Token]], mapping: Schema, depth: int) -> Plain:
        made: dict[str, Plain] = {}
        for part in parts:
            if not part:
                continue
            if len(part) < 2 or part[1][0] != ":" or part[0][0] not in ("", "quoted"):
                said = " ".join(text for _, text in part)[:80]
                raise Wrong(f"'{said}' is not 'key: value'", "write key: value; key: value", "F103")
            key = part[0][1]
            if key in made:
                raise Wrong(f"the key '{key[:80]}' stands twice", "keep one of them", "F110")
            made[key] = self.read(part[2:], _schema_of(mapping, key), depth + 1)
        return made


def _split(tokens: list[Token], signs: tuple[str, ...]) -> list[list[Token]]:
    """Tokens parted at signs outside brackets; an empty last part is dropped."""
    parts: list[list[Token]] = [[]]
    level = 0
    for token in tokens:
        if token[0] in signs and not level:
            parts.append([])
            continue
        level += (token[0] in ("(", "[")) - (token[0] in (")", "]"))
        if level < 0:
            raise Wrong(f"a '{token[1]}' closes what was not opened", "put a text with brackets in quotes", "F103")
        parts[-1].append(token)
    if level:
        raise Wrong("a bracket is opened and not closed", "put a text with brackets in quotes", "F103")
    return parts if len(parts) == 1 or parts[-1] else parts[:-1]


def _unwrapped(tokens: list[Token]) -> list[Token]:
    """Tokens without the round brackets around all of them."""
    if len(tokens) < 2 or tokens[0][0] != "(" or tokens[-1][0] != ")":
        return tokens
    level = 0
    for index, (sign, _) in enumerate(tokens):
        level += (sign == "(") - (sign == ")")
        if not level and index < len(tokens) - 1:
            return tokens
    return tokens[1:-1]


def _text(tokens: list[Token]) -> str:
    """The bare text that tokens are."""
    if any(sign in ("(", ")", "[", "]") for sign, _ in tokens):
        raise Wrong("brackets stand where one value is expected", "put a text with brackets in quotes", "F103")
    if len(tokens) > 1 and any(sign == "quoted" for sign, _ in tokens):
        raise Wrong(
            "a quoted text has something beside it", 'put the whole text in quotes, and "" for one inside', "F103"
        )
    made = ""
    for sign, text in tokens:
        made += text if sign == ":" or not made else f" {text}"
    return made
