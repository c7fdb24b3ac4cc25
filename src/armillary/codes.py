"""The register of finding codes: severity and title; each has a page, a bad fixture and a golden rendering."""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """What a code stands for."""

    severity: str
    title: str


CODES: dict[str, Code] = {
    # S: files and syntax
    "S001": Code("error", "The file is not YAML"),
    "S002": Code("error", "The file is not UTF-8 text"),
    "S003": Code("error", "The file is too large"),
    "S004": Code("error", "A link leaves the casebook or leads nowhere"),
    "S005": Code("error", "The file uses YAML that the format does not have"),
    "S006": Code("error", "armillary.toml cannot be used"),
    "S007": Code("error", "The casebook has another format version"),
    "S008": Code("error", "A file or folder cannot be read"),
    # F: the form of a record
    "F101": Code("error", "Unknown key"),
    "F102": Code("error", "A required key is missing"),
    "F103": Code("error", "A value has the wrong shape"),
    "F104": Code("error", "A locator is missing"),
    "F105": Code("error", "This is not an id"),
    "F106": Code("error", "Unknown term"),
    "F107": Code("error", "A line does not follow its grammar"),
    "F108": Code("error", "One claim has two kinds"),
    "F109": Code("error", "A key belongs to another kind of claim"),
    "F110": Code("error", "A key stands twice"),
    "F111": Code("error", "This is not a date"),
    "F112": Code("error", "A range runs backwards"),
    "F113": Code("error", "This is not an amount"),
    "F120": Code("warning", "Records stand where nothing reads them"),
    "F121": Code("warning", "A text ends at ' #'"),
    # R: references
    "R201": Code("error", "A reference leads nowhere"),
    "R202": Code("error", "One id for two records"),
    "R203": Code("error", "A claim's id does not begin with its source"),
    "R204": Code("warning", "A source that nothing uses"),
    # L: what the records say together
    "L301": Code("error", "A relation cannot have this end"),
    "L302": Code("error", "A tie of an actor to itself"),
    "L303": Code("error", "Something is part of itself"),
    "L304": Code("error", "Credit runs in a circle"),
    "L305": Code("warning", "A claim is dated after its source appeared"),
    "L306": Code("warning", "An actor acts before it existed or after it ended"),
    "L307": Code("warning", "An actor is older than what it comes from"),
    "L308": Code("warning", "A count disagrees with its enumeration"),
    "L309": Code("warning", "Rates and totals of a flow do not add up"),
    "L310": Code("warning", "Two claims are nearly the same"),
    "L311": Code("warning", "Two kinds of record for one fact"),
    "L312": Code("error", "A person is named without a reason"),
    "L313": Code("error", "Credibility 1 without what confirms it"),
    "L314": Code("error", "A prediction without a horizon, or a condition without its words"),
    "L315": Code("error", "An override without a reason"),
    "L316": Code("error", "A unit does not fit its measure"),
    "L317": Code("error", "An external id does not have the shape of its register"),
    "L318": Code("error", "A source raises its speaker's grade"),
    "L319": Code("warning", "A work relays one that appeared after it"),
    "L320": Code("note", "A list names fewer than its count"),
    "L321": Code("note", "One talk has two dates"),
    "L322": Code("warning", "A list names one end twice"),
    "L323": Code("warning", "Two actors have one id"),
    "L324": Code("warning", "A return to where somebody was all along"),
    "L325": Code("error", "A count is below zero"),
    "L326": Code("error", "A claim leads back to itself"),
    "L330": Code("warning", "A source is dated ahead"),
    "L331": Code("warning", "A text says who reports it, and nobody is credited"),
    # N: names
    "N401": Code("warning", "One name for two actors"),
    # Q: questions of value, and what is scored
    "Q651": Code("error", "A row cannot be scored"),
    "Q652": Code("error", "An id stands in two rows"),
    "Q653": Code("note", "A prediction has no outcome"),
    # V: vocabulary
    "V501": Code("error", "A term of the vocabulary is unsound"),
    "V502": Code("error", "A term is defined twice"),
    # W: weighing
    "W601": Code("warning", "Claims of one origin contradict each other"),
    "W602": Code("note", "Only one origin speaks on a question"),
    "W603": Code("note", "Undated claims count at their root's date"),
    # T: plain tables
    "T801": Code("warning", "A row has no source, question or value"),
    "T802": Code("warning", "An entry of a row cannot be read"),
    "T803": Code("warning", "Votes do not fit the kind of question"),
    "T804": Code("warning", "A hierarchy does not know a value"),
    "T805": Code("error", "A hierarchy or origins run in a circle"),
    "T806": Code("warning", "Too many omissions to count"),
    "T807": Code("note", "Questions with only one voice"),
    "T808": Code("warning", "A source says everything"),
    # D: documents
    "D901": Code("error", "The document is encrypted"),
    "D902": Code("error", "The document is damaged or is not what its name says"),
    "D903": Code("warning", "Pages without text"),
    "D904": Code("error", "The document is too large to be read"),
    "D905": Code("warning", "A part of the document was not read"),
    "D906": Code("warning", "The document carries something that could run"),
    "D907": Code("error", "No reader for this kind of document"),
    "D908": Code("warning", "An entry of an export cannot be read"),
    "D909": Code("error", "The document holds no text"),
    "D910": Code("note", "A short citation may mean several works"),
    "D911": Code("note", "More interviewees than interviews"),
    "D920": Code("error", "The reader failed on the document"),
    "D921": Code("warning", "Text that a reader sees was left out"),
    "D922": Code("warning", "Words are not spelt as they are printed"),
    "D923": Code("warning", "Lines run on over several columns"),
    # P: protection: what readers of a release could work out
    "P701": Code("warning", "A judgement rests on confidential sources alone"),
    "P702": Code("warning", "A confidential source may be one of few"),
    "P703": Code("warning", "What older evidence lost tells a day"),
    "P704": Code("warning", "A chain of credit shows that something is hidden in it"),
    "P705": Code("warning", "One confidential source alone has a grade"),
    "P706": Code("warning", "A judgement moved and nothing that is shown did"),
    "P707": Code("warning", "A voice weighs more than its claims"),
    "P708": Code("warning", "The party of a confidential source shows"),
    "P709": Code("warning", "A released text names what is hidden, or the day of an interview"),
    "P710": Code("warning", "A bound tells how many confidential voices there are"),
    # C: copying
    "C631": Code("error", "One pair has two verdicts on copying"),
    "C632": Code("error", "Accepted copies run in a circle"),
    "C633": Code("note", "One speaker may copy another"),
    # I: information requirements
    "I851": Code("note", "A requirement is overdue"),
    "I852": Code("error", "A requirement asks a likelihood of no one tie"),
    # X: exchange with other formats, and with partners
    "X801": Code("error", "A file cannot be taken in"),
    "X802": Code("error", "A spreadsheet holds something other than text"),
    "X803": Code("error", "A sheet or column is not one of the format"),
    "X804": Code("error", "An import differs from what the casebook has"),
    "X805": Code("warning", "A bibliography leaves something to decide"),
    "X806": Code("warning", "A speaker is proposed and wants a grade"),
    "X807": Code("error", "Identity decisions contradict each other"),
    "X808": Code("error", "A partner's casebook cannot be read alongside"),
    "X820": Code("error", "An entry of a bibliography cannot be taken in"),
    "X821": Code("warning", "A work is in the casebook under another key"),
}
