"""The forms of every kind of record in a casebook, made for a vocabulary."""

from __future__ import annotations

from typing import Any

from armillary.casebook.records import About, Alias, Flow, Incident, Position, Quantity, Since, Statement, Test, Tie
from armillary.casebook.triples import parse_pair, parse_triple, parse_words
from armillary.finding import Wrong
from armillary.text import forms
from armillary.text.dates import parse_when
from armillary.text.forms import Broken, Field, Form, Reader, Reading, fill
from armillary.text.nodes import Node, Scalar
from armillary.text.values import parse_value
from armillary.vocab.vocabulary import Vocabulary

LINK = r"[a-z0-9]+(?:[-_./][a-z0-9]+)*"
KINDS = ("tie", "quantity", "flow", "incident", "statement", "position", "retracts")
OWN_KEYS = {
    "quantity": ("value", "of", "lists", "partial"),
    "flow": ("amount", "per", "goods", "relation"),
    "incident": ("type", "event", "deaths", "injured"),
    "statement": ("about",),
}
IDENTITY_VERDICTS = ("same", "different", "unsure")
NEEDS = {"quantity": "value", "incident": "type"}
COPYING_VERDICTS = ("accepted", "rejected")
PRIORITIES = ("high", "medium", "low")
EXAMPLES = {
    "value": "a number with its unit, such as 'value: 400 fighters'",
    "type": "its type, such as 'type: bombing'",
}

DATE = forms.parsed(parse_when, "a date or interval", code="F111")
VALUE = forms.parsed(parse_value, "a number, range or bound with its unit", code="F113")
NAME = forms.identifier("an id", LINK)
NAMES = forms.one_or_list(NAME)
SOME_NAMES = forms.one_or_list(NAME, least=1)
TEXT = forms.text()
URL = forms.pattern(r"https?://[^\s]+", "a web address", "F103", "begin with https://")
SHA256 = forms.pattern(r"[0-9a-f]{64}", "a SHA-256 hash", "F103", "64 lower-case hexadecimal digits")
LANGUAGE = forms.pattern(
    r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "a language tag", "F103", "such as en, fa, ps, ar (BCP 47)"
)


class Forms:
    """Every form of the casebook, made once for a vocabulary."""

    def __init__(self, vocab: Vocabulary) -> None:
        lists = vocab.lists
        self.vocab = vocab
        triple = forms.parsed(
            lambda text: parse_triple(text, lists.relations), "SUBJECT RELATION OBJECT", {"type": "string"}
        )
        marked = (
            Field("marking", forms.term(lists.markings, "marking"), "TLP 2.0 marking: who may see it"),
            Field("compartments", forms.list_of(forms.text()), "compartments it is kept in"),
        )
        note = Field("note", TEXT, "a coder's note")
        short = Field("short", forms.text("a short name", 32), "the name tables use, 32 characters at most")
        ids = Field(
            "ids", forms.words_to_text(forms.text("an id", 100), "external ids by register"), "ids in other registers"
        )
        why_named = Field(
            "why_named", forms.term(lists.named_reasons, "reason to name a person"), "why a person is named"
        )
        to_actors, to_places = _standing("actor"), _standing("place")
        alias = Form(
            "an alias",
            (
                Field("name", TEXT, "the name", required=True),
                Field("language", LANGUAGE, "its language"),
                Field("note", TEXT, "when it is used, or why it is shared"),
            ),
        )
        aliases = forms.list_of(forms.text_or(TEXT, forms.record(alias, Alias), lambda name: Alias(name=name)))

        self.actor = Form(
            "an actor",
            (
                Field("id", forms.identifier("an id"), "the id ties use", required=True),
                Field("kind", forms.term(lists.actor_kinds, "kind of actor"), "what it is", required=True),
                Field("name", TEXT, "its name in full", required=True),
                short,
                Field("aliases", aliases, "other names, in any script"),
                Field("exists", DATE, "from its founding to its end"),
                Field("part_of", to_actors, "what it is part of"),
                Field("splinter_of", to_actors, "what it broke away from"),
                Field("affiliate_of", to_actors, "what it is an affiliate of"),
                Field("leads", to_actors, "of a person: what he or she heads"),
                Field("member_of", to_actors, "what it is a member of, or holds an office in"),
                Field("listed_by", to_actors, "who has it under sanctions"),
                Field("classes", forms.list_of(forms.term(lists.classes, "class")), "classes it belongs to"),
                Field("territory", to_places, "the country it governs, with dates"),
                ids,
                why_named,
                *marked,
                note,
            ),
        )
        self.speaker = Form(
            "a speaker",
            (
                Field(
                    "id", forms.identifier("an id", rf"(?:unnamed/)?{forms.ID}"), "the id credit uses", required=True
                ),
                Field("kind", forms.term(lists.speaker_kinds, "kind of speaker"), "what it is", required=True),
                Field("name", TEXT, "its name in full", required=True),
                short,
                Field("grade", forms.term(lists.grades, "grade"), "Admiralty reliability A-F", required=True),
                Field("grade_reason", TEXT, "why this grade, in a line", required=True),
                Field("speaks_for", NAMES, "the party whose interest it has"),
                why_named,
                Field("vault", forms.identifier("a key", forms.ID), "the key of its real identity in a vault"),
                *marked,
                note,
            ),
        )
        self.source = Form(
            "a source",
            (
                Field("id", forms.identifier("an id"), "the id claims begin with", required=True),
                Field("kind", forms.term(lists.source_kinds, "kind of source"), "what it is", required=True),
                Field("title", TEXT, "its title", required=True),
                Field("speaker", NAME, "who vouches for it", required=True),
                Field("date", DATE, "when it was published or said"),
                Field("publisher", TEXT, "who published it"),
                Field("language", LANGUAGE, "its language"),
                Field("url", URL, "where it is"),
                Field("archived", URL, "where a copy is kept"),
                Field("sha256", SHA256, "the hash of the copy"),
                Field("accessed", DATE, "when it was read"),
                Field(
                    "read", forms.yes_no("whether its own claims are coded"), "whether its own claims are coded here"
                ),
                Field("grade", forms.term(lists.grades, "grade"), "lowers the speaker's grade for this source"),
                Field("grade_reason", TEXT, "why it is lowered"),
                Field("derived_from", NAMES, "the source it copies, translates or sums up"),
                Field("withdrawn", DATE, "the day it was withdrawn"),
                Field("caveat", TEXT, "a caveat that travels with its records"),
                Field("originator", TEXT, "whose record it is, when it came from a partner"),
                ids,
                *marked,
                note,
            ),
        )
        matter = (
            Field("tie", triple, "SUBJECT RELATION OBJECT", kind=True),
            Field("quantity", _pair("SUBJECT MEASURE", 2), "SUBJECT MEASURE", kind=True),
            Field("value", VALUE, "of a quantity: the number with its unit"),
            Field("of", NAME, "of a quantity: whose"),
            Field("lists", forms.list_of(NAME), "of a quantity: what is counted, by name"),
            Field("partial", forms.yes_no("whether the list is partial"), "of a quantity: the list is not the whole"),
            Field(
                "flow",
                forms.parsed(parse_pair, "GIVER -> RECEIVER", {"type": "string"}),
                "GIVER -> RECEIVER",
                kind=True,
            ),
            Field("amount", VALUE, "of a flow: how much"),
            Field("per", forms.term(lists.periods, "period"), "of a flow: the period of a rate"),
            Field("goods", forms.term(lists.things, "thing"), "of a flow: what flows"),
            Field("relation", forms.term(lists.relations, "relation"), "of a flow: the tie it entails"),
            Field("incident", triple, "SUBJECT RELATION OBJECT", kind=True),
            Field("type", forms.term(lists.incident_types, "incident type"), "of an incident: what happened"),
            Field("event", NAME, "of an incident: a word shared by claims about one event"),
            Field("deaths", _count(), "of an incident: how many died, or by whom"),
            Field("injured", _count(), "of an incident: how many were hurt, or by whom"),
            Field("position", _pair("ACTOR STANCE ISSUE", 3), "ACTOR STANCE ISSUE", kind=True),
        )
        time_and_place = (
            Field("when", DATE, "when it was seen to hold or happened"),
            Field("ended", DATE, "the date from which it no longer held"),
            Field("where", NAMES, "where, district level or coarser"),
            Field("level", forms.term(lists.levels, "level"), "the level of the subject"),
            Field("object_level", forms.term(lists.levels, "level"), "the level of the object"),
        )
        polarity = forms.term(("asserts", "denies"), "polarity")
        about = Form(
            "what a statement is about",
            (
                *matter,
                *time_and_place,
                Field("actor", NAME, "an actor, for verbs such as praises", kind=True),
                Field("polarity", polarity, "asserts or denies"),
            ),
        )
        self.claim = Form(
            "a claim",
            (
                Field(
                    "id",
                    forms.identifier("a claim's id", rf"{forms.ID}/{forms.ID}", "mehran-2025/37"),
                    "source id, slash, number",
                    required=True,
                ),
                Field("at", TEXT, "the place in the source: section, ¶ paragraph, p. page, n note", required=True),
                *matter,
                Field("statement", _pair("SPEAKER VERB", 2), "SPEAKER VERB", kind=True),
                Field("about", self._about(about), "of a statement: what it is about"),
                Field("retracts", NAME, "the claim that is taken back", kind=True),
                Field("polarity", polarity, "asserts (default) or denies"),
                Field("modality", forms.term(lists.modalities, "modality"), "how it is put"),
                *time_and_place,
                Field("horizon", DATE, "of a prediction: by when"),
                Field("condition", TEXT, "of a conditional claim: the condition"),
                Field("credit", NAMES, "the chain from here to the root, nearest first"),
                Field("credits", forms.list_of(NAMES, least=1), "several independent chains"),
                Field("text", TEXT, "what it says, in the coder's own words", required=True),
                Field("credibility", forms.whole_number("an Admiralty credibility", 1, 6), "judged on the item alone"),
                Field("confirmed_by", TEXT, "what confirms it"),
                Field("stance", forms.term(lists.stances, "stance"), "the interest of the speaker in this answer"),
                Field("stance_reason", TEXT, "why the vocabulary's stance does not fit"),
                Field("coder", TEXT, "who coded it"),
                Field("coded", DATE, "when it was coded"),
                Field("caveat", TEXT, "a caveat that travels with it"),
                Field("originator", TEXT, "whose record it is, when it came from a partner"),
                ids,
                *marked,
                note,
            ),
        )
        shared = ("modality", "marking", "compartments", "coder", "coded", "caveat", "originator")
        self.defaults = Form("defaults", tuple(f for f in self.claim.fields if f.key in shared))
        self.coverage = Form(
            "a coverage entry",
            (
                Field("at", TEXT, "the passage", required=True),
                Field(
                    "reason",
                    forms.term(lists.coverage_reasons, "coverage reason"),
                    "why it has no claim",
                    required=True,
                ),
                Field("repeats", NAME, "the claim it repeats"),
                note,
            ),
        )
        self.passage = Form(
            "a passage",
            (Field("at", TEXT, "the passage", required=True), Field("sha256", SHA256, "its hash", required=True)),
        )
        outcome = (
            Field("tie", triple, "the tie to look at", required=True, attribute="triple"),
            Field("since", DATE, "counting from"),
            Field("where", NAMES, "where"),
            Field(
                "at_least",
                forms.term(lists.likelihood, "likelihood word"),
                "the likelihood that decides",
                required=True,
            ),
        )
        outcome_form = Form("a test", outcome)
        test = Form(
            "a test",
            (
                Field("breached_if", forms.record(outcome_form, dict), "what shows a breach"),
                Field("met_if", forms.record(outcome_form, dict), "what shows it met"),
            ),
        )
        self.commitment = Form(
            "a commitment",
            (
                Field(
                    "id",
                    forms.identifier("a commitment's id", rf"{forms.ID}/{forms.ID}", "doha/two-1"),
                    "agreement, slash, clause",
                    required=True,
                ),
                Field("source", NAME, "where it is read", required=True),
                Field("at", TEXT, "the clause", required=True),
                Field("obligor", SOME_NAMES, "who undertook it, or of whom it is demanded", required=True),
                Field("demanded_by", NAMES, "who demands it, where the obligor has not undertaken it"),
                Field("beneficiary", NAMES, "to whom"),
                Field("undertaking", TEXT, "what, in the coder's own words", required=True),
                Field("from", DATE, "since when it binds", attribute="since"),
                Field("due", _due(), "by when, or open"),
                Field("conditional_on", NAMES, "commitments it depends on"),
                Field("secret", forms.yes_no("whether its text is secret"), "whether its text is secret"),
                Field("mechanism", NAMES, "who verifies it, or none; then the note says by whose word"),
                Field("tests", forms.list_of(_test(test)), "what would show it met or breached"),
                *marked,
                note,
            ),
        )
        self.lever = Form(
            "a lever",
            (
                Field("id", forms.identifier("an id"), "the id", required=True),
                Field("kind", forms.term(lists.lever_kinds, "kind of lever"), "pressure or concession", required=True),
                Field("holder", SOME_NAMES, "in whose hand it is", required=True),
                Field("on", SOME_NAMES, "on whom it works", required=True),
                Field("text", TEXT, "what it is, in the coder's own words", required=True),
                Field("in_force", DATE, "since when"),
                Field("conditional_on", NAMES, "commitments it depends on"),
                Field("source", NAME, "where it is read"),
                Field("at", TEXT, "at which place"),
                *marked,
                note,
            ),
        )
        self.narrative = Form(
            "a narrative",
            (
                Field("id", forms.identifier("an id"), "the id", required=True),
                Field("speaker", SOME_NAMES, "who repeats it", required=True),
                Field("line", TEXT, "the line, in the coder's own words", required=True),
                Field("claims", forms.list_of(NAME), "the claims in which it does so"),
                Field("serves", NAMES, "whose interest it serves"),
                *marked,
                note,
            ),
        )

        self.copying = Form(
            "a verdict on copying",
            (
                Field("id", forms.identifier("an id"), "the id", required=True),
                Field("copier", NAME, "the speaker that copies", required=True),
                Field("original", NAME, "the speaker that is copied", required=True),
                Field("verdict", forms.term(COPYING_VERDICTS, "verdict"), "accepted or rejected", required=True),
                Field("by", TEXT, "who judged so", required=True),
                Field("on", DATE, "when", required=True),
                Field("reason", TEXT, "why, in a line", required=True),
                *marked,
                note,
            ),
        )
        decided = tuple(word.id for word in lists.likelihood.values() if word.low > 0.5)
        self.requirement = Form(
            "a requirement",
            (
                Field("id", forms.identifier("an id"), "the id", required=True),
                Field("question", TEXT, "what is to be known, in plain words", required=True),
                Field("tie", triple, "the tie it is about: SUBJECT RELATION OBJECT"),
                Field("quantity", _pair("SUBJECT MEASURE", 2), "the value it is about: SUBJECT MEASURE"),
                Field("where", NAMES, "where, district level or coarser"),
                Field("owner", TEXT, "who needs the answer", required=True),
                Field("priority", forms.term(PRIORITIES, "priority"), "high, medium (default) or low"),
                Field("asked", DATE, "since when it is asked"),
                Field("due", DATE, "by when it is needed"),
                Field("answered_by", NAMES, "the claims or sources that answer it"),
                Field(
                    "settled_at",
                    forms.term(decided, "likelihood word above one half"),
                    "of a tie: answered once it is judged this likely, or as unlikely",
                ),
                Field("rests_on", forms.one_or_list(triple), "the ties that an analyst rests its answer on"),
                *marked,
                note,
            ),
        )
        self.identity = Form(
            "an identity decision",
            (
                Field("id", forms.identifier("an id"), "the id of the decision", required=True),
                Field("verdict", forms.term(IDENTITY_VERDICTS, "verdict"), "same, different or unsure", required=True),
                Field("of", _two_names(), "the two ids that it is about", required=True),
                Field("who", TEXT, "who decided", required=True),
                Field("when", DATE, "when it was decided", required=True),
                Field("why", TEXT, "on what grounds", required=True),
                *marked,
                note,
            ),
        )

    def _about(self, form: Form) -> Reader:
        def read(node: Node, reading: Reading) -> About:
            if type(node) is Scalar:
                return About(claim=NAME.read(node, reading))
            values, whole = fill(form, node, reading)
            if not whole:
                raise Broken
            actor = values.pop("actor", "")
            if actor:
                left = [key for key in values if key in KINDS or any(key in keys for keys in OWN_KEYS.values())]
                if left:
                    raise Wrong(f"'about' names an actor and '{left[0]}'", "keep one of them", "F108")
                return About(actor=actor, **values)
            return About(matter=take_matter(values), **values)

        schema = {"anyOf": [NAME.schema, form.schema()]}
        return Reader(read, schema, "a claim's id, or what is said, as a mapping")


class WrongKey(Wrong):
    """Keys of one record that cannot stand together; the finding points at one of them."""

    def __init__(self, key: str, message: str, hint: str, code: str) -> None:
        super().__init__(message, hint, code)
        self.key = key


def take_matter(values: dict[str, Any]) -> Any:
    """Take the keys of one kind out of a claim's values and make its matter; raises Wrong when they do not fit."""
    kinds = [kind for kind in KINDS if kind in values]
    if not kinds:
        raise Wrong("it is not said what kind of claim this is", "give one of: " + ", ".join(KINDS), "F102")
    if len(kinds) > 1:
        what = f"two kinds for one claim: '{kinds[0]}' and '{kinds[1]}'"
        raise WrongKey(kinds[1], what, "keep the more specific one, which entails the other", "F108")
    kind = kinds[0]
    for other, keys in OWN_KEYS.items():
        stray = next((key for key in keys if key in values), None)
        if other != kind and stray:
            what = f"'{stray}' belongs to {_a(other)}, this is {_a(kind)}"
            raise WrongKey(stray, what, f"remove it, or code {_a(other)}", "F109")
    need = NEEDS.get(kind)
    if need and need not in values:
        raise WrongKey(kind, f"the {kind} lacks '{need}'", f"add {EXAMPLES[need]}", "F102")
    main = values.pop(kind)
    own = {key: values.pop(key) for key in OWN_KEYS.get(kind, ()) if key in values}
    match kind:
        case "tie":
            return Tie(triple=main)
        case "quantity":
            return Quantity(subject=main[0], measure=main[1], **own)
        case "flow":
            return Flow(giver=main[0], receiver=main[1], **own)
        case "incident":
            return Incident(triple=main, **own)
        case "position":
            return Position(actor=main[0], stance=main[1], issue=main[2])
        case "statement":
            return Statement(speaker=main[0], verb=main[1], **own)
    raise AssertionError(kind)


def _a(kind: str) -> str:
    return f"{'an' if kind[0] == 'i' else 'a'} {kind}"


def _two_names() -> Reader:
    inner = forms.list_of(NAME, least=2)

    def read(node: Node, reading: Reading) -> tuple[str, ...]:
        names: tuple[str, ...] = inner.read(node, reading)
        if len(names) != 2 or names[0] == names[1]:
            raise Wrong("a decision is about two different ids", "write [one, other]")
        return names

    return Reader(read, inner.schema | {"maxItems": 2}, "two ids")


def _standing(noun: str) -> Reader:
    """Reads what an actor stands in a relation to: an id, or an id with a time and a source, or a list of them."""
    form = Form(
        f"{'an' if noun == 'actor' else 'a'} {noun} with a time",
        (
            Field(noun, NAME, f"the {noun}", required=True, attribute="to"),
            Field("when", DATE, "the time it holds"),
            Field("source", NAME, "the source that says so"),
        ),
    )
    return forms.one_or_list(forms.text_or(NAME, forms.record(form, Since), lambda name: Since(to=name)))


def _pair(shape: str, count: int) -> Reader:
    return forms.parsed(lambda text: parse_words(text, count, shape), shape, {"type": "string"})


def _count() -> Reader:
    by_whom = forms.words_to_text(VALUE, "how many by whom")
    return forms.text_or(VALUE, by_whom, lambda value: value if isinstance(value, dict) else {"total": value})


def _due() -> Reader:
    return forms.parsed(lambda text: None if text == "open" else parse_when(text), "a date, or open", code="F111")


def _test(form: Form) -> Reader:
    def read(node: Node, reading: Reading) -> Test:
        values, whole = fill(form, node, reading)
        if not whole:
            raise Broken
        if len(values) != 1:
            raise Wrong("a test says what breaches or what meets", "one of breached_if and met_if")
        outcome, inner = next(iter(values.items()))
        return Test(outcome=outcome, **inner)

    return Reader(read, form.schema(), "a test")
