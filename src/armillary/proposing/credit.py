"""Credit within the text: according to whom something is said, carried on over sentences while they go on saying it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from armillary.proposing.cues import Cues, inflect
from armillary.proposing.ends import Ends
from armillary.proposing.parsing import Parsed
from armillary.proposing.sayings import PERSONAL, Saying, Sayings, Words
from armillary.proposing.stance import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_SOURCE_NOUN = re.compile(r"\b(?:report|statement|study|article|assessment|letter|agreement)\b", re.IGNORECASE)
_OPEN, _CLOSED = re.compile(r"[“]|(?:^|\s)\""), re.compile(r"[”]|\"(?=[\s.,;]|$)")
_PAST = frozenset({"said", "told", "wrote", "found", "interviewees", "experts", "analysts", "observers", "officials"})
# They at the head of a sentence, or at its end: "...," he added.
_THEY = re.compile(r"^(?:they|he|she|it)\b|[,”\"’] (?:they|he|she|it) \w+", re.IGNORECASE)
_BODIES = frozenset(
    ["council", "command", "government", "ministry", "agency", "report", "court", "leadership", "shura"]
)
_NOBODY = frozenset({"other", "others", "some", "many", "most", "one", "two", "all", "everyone", "nobody"})
_QUOTES = " \"“”‘’',:"


class Creditor:
    """Keeps who was last said to say something, sentence by sentence."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self.last: tuple[str, ...] = ()
        self.speaker: tuple[str, ...] = ()  # who is named as one who said something, earlier in the passage
        self.before: tuple[str, ...] = ()  # the subject of the sentence before, where it is one who can speak
        self.sayings: list[tuple[Saying, tuple[str, ...]]] = []  # of the sentence at hand
        self.carried: tuple[str, ...] = ()  # who goes on saying what the sentence at hand says
        self.quoting = False
        self.guessed = False  # whether only the subject before tells whom a pronoun means that speaks
        self.words = Words(cues)
        forms = "|".join(sorted({form for verb in self.words.verbs for form in inflect(verb)} | _PAST))
        self._they_say = re.compile(rf"\b(?:they|he|she|it) (?:has |have |had |also |further )?(?:{forms})\b")
        self._said = (
            {form for verb in self.words.verbs for form in inflect(verb)} | cues["speakers"] | {"according"} | _PAST
        )

    @property
    def here(self) -> tuple[str, ...]:
        """Who says something in the sentence at hand, wherever in it."""
        return self.sayings[0][1] if self.sayings else self.carried

    def new_passage(self) -> None:
        """A paragraph does not go on with the sayings of the one above, unless a quotation is open."""
        if not self.quoting:
            self.last = ()
        self.sayings, self.carried = [], ()
        self.speaker = self.before = ()

    def skip(self, text: str) -> None:
        """Pass over a sentence that was not parsed."""
        self._follow(text)
        self.before = ()
        if not self.quoting:
            self.last = ()

    def must_hear(self, text: str, following: str) -> bool:
        """Whether a sentence without a claim must be parsed, because the one behind it may go on with what it says."""
        opened, closed = len(_OPEN.findall(text)), len(_CLOSED.findall(text))
        head = [word.strip(",").lower() for word in following.split(" ", 2)[:2]]
        named_again = len(head) == 2 and head[0] in ("the", "this") and head[1] in self.cues["telling_nouns"]
        if opened <= closed and not named_again and not _THEY.search(following):
            return False
        if self._they_say.search(following.lower()):
            return True
        words = {word.strip('.,;:!?()"“”').lower() for word in text.split()}
        return bool(words & self._said)

    def _follow(self, text: str) -> None:
        opened, closed = len(_OPEN.findall(text)), len(_CLOSED.findall(text))
        self.quoting = opened > closed if opened or closed else self.quoting

    def read(self, parsed: Parsed, ends: Ends) -> None:
        """Find the credit of a sentence: according to X, as X noted, X says; or that of the sentence before."""
        was_quoting = self.quoting
        self.guessed = False
        reader = Sayings(ends, self.cues, self.words, was_quoting)
        self.sayings, self.carried = [], ()
        goes_on = False
        for saying in reader.read():
            goes_on = goes_on or any(t.lower_ in PERSONAL for t in saying.who)
            if names := self.named(saying.who, ends):
                self.sayings.append((saying, names))
        if was_quoting or goes_on:
            self.carried = self.last
        self._follow(parsed.masked.text)
        main = next((names for saying, names in self.sayings if saying.last - saying.first == len(parsed.doc) - 1), ())
        self.last = self._denier(parsed, reader, ends) or main or self.here or self.named(reader.main_subject(), ends)
        self.speaker = self.here or self.speaker
        self.before = self.named([t for t in reader.subjects() if self._may_speak(t, ends)], ends)

    def of(self, stance: Stance, ends: Ends, trigger: Token, between: Collection[str]) -> tuple[str, ...]:
        """Whose word a deed stands on: nearest first, those who deny or say it, else whose saying covers it.

        Whom a pronoun means who is said to speak is a guess, and no end of the deed by itself.
        """
        found = self._of(stance, ends, trigger)
        guessed = self.guessed and not stance.deniers
        return tuple(name for name in found if not (guessed and name in between))

    def _of(self, stance: Stance, ends: Ends, trigger: Token) -> tuple[str, ...]:
        if not stance.deniers and (accusing := self.named(list(stance.accusers), ends)):
            return accusing
        told = Sayings(ends, self.cues, self.words, self.quoting) if stance.sayers else None
        sayers = [t for t in stance.sayers if told is not None and told.can_speak(t, t.head)]
        if own := self.named([*stance.deniers, *sayers], ends):
            whole = (names for saying, names in self.sayings if not stance.deniers and set(sayers) & set(saying.who))
            return next(whole, own)
        covering = [pair for pair in self.sayings if pair[0].covers(trigger)]
        if covering:
            return min(covering, key=lambda pair: pair[0].last - pair[0].first)[1]
        return self.carried if not self.sayings else ()

    def named(self, tokens: tuple[Token, ...] | list[Token], ends: Ends) -> tuple[str, ...]:
        """Those who speak: ids of actors, those last said to speak for a pronoun, else the words of the text."""
        names: list[str] = []
        for token in tokens:
            token = _before_bracket(token)
            names += self._names_of(token, ends)
            beside = [c for c in token.children if c.dep_ == "appos" and ends.lists.goes_on(token, c)]
            joined = (*token.conjuncts, *(t for c in beside for t in (c, *c.conjuncts)))
            for other in joined if token.dep_ != "conj" else ():
                if other.pos_ in ("NOUN", "PROPN") and other.i > token.i and other.i in {c.i for c in token.subtree}:
                    names += self._names_of(other, ends)
        return tuple(dict.fromkeys(n for n in names if n))

    def _names_of(self, token: Token, ends: Ends) -> tuple[str, ...]:
        if token.lower_ in PERSONAL:
            return self._meant(token.lower_ in ("he", "she"), ends)
        if token.lower_ in ("who", "which", "we", "i", "his", "her", "their"):
            return self.last
        lemma = token.lemma_.lower()
        named = token.i in ends.parsed.names
        if not named and lemma in self.cues["telling_nouns"] and (owners := self._owners(token, ends)):
            return owners
        words = "" if named else self._words(token, ends)
        if not named and self._is_own(token):
            return self.last
        if lemma in self.cues["telling_nouns"] and self.last and [c.lower_ for c in token.lefts] == ["the"]:
            return self.last
        if lemma in self.cues["speakers"] and not named and self._of_a_people(token, ends):
            return (words,)
        if token.pos_ == "PROPN" and not named and self._is_named_by(token, ends):
            return (words,)
        known = tuple(end.id for end in ends.resolve(token) if end.id and end.kind == "actor")
        if known and (named or not _SOURCE_NOUN.search(token.text)):
            return known
        return (words,) if words and words.lower() not in _NOBODY else ()

    def _meant(self, person: bool, ends: Ends) -> tuple[str, ...]:
        """Whom a pronoun means that is said to speak: who spoke last, or was the subject before and can speak."""
        for names in (self.last, self.before, self.speaker):
            people = [ends.discourse.is_person(n) for n in names]
            words = [not ends.discourse.kind(n) and n.split()[-1].lower() not in _BODIES for n in names]
            if names and (any(map(any, zip(people, words, strict=True))) if person else not all(people)):
                self.guessed = self.guessed or names is not self.last
                return names
        return ()

    def _may_speak(self, token: Token, ends: Ends) -> bool:
        """Whether the subject of a sentence is somebody who may go on to say something."""
        named = ends.parsed.names.get(token.i)
        nouns = self.cues["speakers"] | self.cues["leadership_nouns"] | self.cues["state_nouns"]
        return named.kind == "actor" if named is not None else token.lemma_.lower() in nouns

    def _owners(self, token: Token, ends: Ends) -> tuple[str, ...]:
        """Whose a report is: a UN report, X's report, a report by X."""
        by = [
            p for c in token.children if c.dep_ == "prep" and c.lower_ == "by" for p in c.children if p.dep_ == "pobj"
        ]
        poss = [c for c in token.children if c.dep_ == "poss"]
        for owner in (*by, *poss):
            if names := self._names_of(owner, ends):
                return names
        own = [c for c in token.children if c.dep_ in ("compound", "nmod")]
        if any(c.i not in ends.parsed.names and c.text[:1].isupper() for c in own):
            return ()  # a UN Monitoring Report has a name of its own
        own = [c for c in own if c.i in ends.parsed.names]
        return tuple(ends.parsed.names[c.i].id for c in own if ends.parsed.names[c.i].kind == "actor")

    def _words(self, token: Token, ends: Ends) -> str:
        """A noun as the text has it, of a name all words in capitals."""
        words = ends.unnamed.words(token)
        first = min((c.i for c in token.lefts if c.dep_ in ("compound", "nmod")), default=token.i)
        names = ends.parsed.names
        while token.pos_ == "PROPN" and first > 0 and first - 1 not in names and token.doc[first - 1].pos_ == "PROPN":
            first -= 1
            words = f"{token.doc[first].text} {words}"
        return words.strip(_QUOTES)

    def _is_own(self, token: Token) -> bool:
        """Whether the text speaks of itself, or of what was just named: this study, our report, the findings."""
        lemma = token.lemma_.lower()
        if lemma == "finding" and not any(c.dep_ in ("poss", "compound", "nmod") for c in token.lefts):
            return not any(c.lower_ in ("of", "by") for c in token.rights)
        told = lemma in self.cues["telling_nouns"] or lemma in self.cues["reader_stoppers"]
        return told and any(c.lower_ in ("this", "these", "our", "my") for c in token.lefts)

    def _is_named_by(self, token: Token, ends: Ends) -> bool:
        """Whether the name of a country or group is only a part of a name: the Kestan Times."""
        office = (
            self.cues["leadership_nouns"] | self.cues["body_nouns"] | self.cues["mid_nouns"] | self.cues["speakers"]
        )
        if token.lemma_.lower() in office - {"media", "newspaper"}:
            return False
        return any(c.dep_ == "compound" and c.i in ends.parsed.names and c.i == token.i - 1 for c in token.children)

    def _of_a_people(self, token: Token, ends: Ends) -> bool:
        """Whether somebody is only said to be of a country: Pakistani officials are not Pakistan."""
        return any(c.i in ends.parsed.names and ends.parsed.names[c.i].kind == "people" for c in token.children)

    def _denier(self, parsed: Parsed, reader: Sayings, ends: Ends) -> tuple[str, ...]:
        """Who denies something in the main clause, and may go on speaking."""
        roots = [t for t in parsed.doc if t.dep_ == "ROOT" and t.lemma_.lower() in self.cues["denying_verbs"]]
        return self.named(reader.who(roots[0]), ends) if roots else ()


def _before_bracket(token: Token) -> Token:
    """The word before the bracket that a word stands in, or the word itself: X (in another script) says."""
    for at in range(token.i - 1, 0, -1):
        if token.doc[at].text == ")":
            break
        if token.doc[at].text == "(":
            return token.doc[at - 1]
    return token
