"""The sections of the report in their order: the two pages that stand alone, then the evidence."""

from __future__ import annotations

from collections.abc import Callable

from armillary.out.report.content import Section
from armillary.out.report.draft import Draft
from armillary.out.report.sections.brief import brief
from armillary.out.report.sections.changes import changes
from armillary.out.report.sections.dimensions import dimensions
from armillary.out.report.sections.disputes import disputes
from armillary.out.report.sections.evidence import evidence
from armillary.out.report.sections.landscape import landscape
from armillary.out.report.sections.levels import levels
from armillary.out.report.sections.method import method
from armillary.out.report.sections.numbers import numbers
from armillary.out.report.sections.threats import threats

BRIEF: tuple[Callable[[Draft], list[Section]], ...] = (brief,)
SECTIONS: tuple[Callable[[Draft], list[Section]], ...] = (
    *BRIEF,
    *(landscape, changes, threats, dimensions, levels, numbers, disputes, evidence, method),
)
