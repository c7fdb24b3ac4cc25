"""Reasons: a judgement of the coder's that moves the weighing says what it rests on."""

from __future__ import annotations

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Source, Speaker
from armillary.finding import Finding, find
from armillary.vocab.vocabulary import Vocabulary

CONDITIONAL = "conditional"


def check_reasons(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L313, L314, L315, F102: confirmation, horizons, conditions and reasons that are wanting."""
    out: list[Finding] = []
    confirmed = {int(c.id) for c in vocab.lists.credibility.values() if c.needs_confirmation and c.id.isdigit()}
    ahead = {modality.id for modality in vocab.modalities.values() if modality.needs_horizon}
    for claim in book.claims.values():
        modality = claim.modality
        if claim.credibility in confirmed and not claim.confirmed_by:
            message = f"credibility {claim.credibility} means confirmed; it is not said by what"
            hint = "add 'confirmed_by', or give 2 for probably true"
            out.append(find("L313", claim.place("credibility"), message, hint))
        if modality in ahead and claim.horizon is None:
            message = f"a {modality} claim without a horizon can never be scored"
            out.append(find("L314", claim.place("modality"), message, "add 'horizon': by when"))
        if modality == CONDITIONAL and not claim.condition:
            message = "a conditional claim without its condition"
            out.append(find("L314", claim.place("modality"), message, "add 'condition' in your own words"))
        if claim.stance and not claim.stance_reason:
            message = f"the stance '{claim.stance}' stands against the vocabulary without a reason"
            out.append(find("L315", claim.place("stance"), message, "add 'stance_reason'"))
    for entry in book.coverage:
        reason = vocab.lists.coverage_reasons.get(entry.reason)
        if reason is not None and reason.needs and not getattr(entry, reason.needs, ""):
            message = f"a coverage entry with reason '{entry.reason}' lacks '{reason.needs}'"
            out.append(find("F102", entry.place(), message, "name the claim that it repeats"))
    return out


def check_grades(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L318, L315: sources graded above their speakers, or below without a reason."""
    out: list[Finding] = []
    for source in book.sources.values():
        if not source.grade:
            continue
        speaker = book.speakers.get(source.speaker)
        if speaker is not None and _raises(source, speaker, vocab):
            message = f"'{source.id}' is graded {source.grade}, above its speaker '{speaker.id}' with {speaker.grade}"
            hint = "a source may only lower its speaker's grade; raise the speaker's, with its reason"
            out.append(find("L318", source.place("grade"), message, hint, (speaker.place("grade"),)))
        elif not source.grade_reason:
            message = f"the grade {source.grade} of '{source.id}' is given without a reason"
            out.append(find("L315", source.place("grade"), message, "add 'grade_reason'"))
    return out


def _raises(source: Source, speaker: Speaker, vocab: Vocabulary) -> bool:
    """Whether a source is graded above its speaker; F has the coin of D with less behind it: below D, above E."""
    ours, theirs = vocab.grades.get(source.grade), vocab.grades.get(speaker.grade)
    if ours is None or theirs is None:
        return False
    return (ours.coin, ours.pseudo_count) > (theirs.coin, theirs.pseudo_count)
