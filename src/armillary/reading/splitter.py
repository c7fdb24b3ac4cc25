"""The passes that split a text into passages, in order; nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.reading.blocks import Block, Form, read_blocks
from armillary.reading.insets import find_captions, find_pull_quotes
from armillary.reading.joins import join_blocks
from armillary.reading.notes import split_numbered_lines
from armillary.reading.numbering import Parts, number_passages, with_running_heads
from armillary.reading.passages import Document
from armillary.reading.regions import Region, lay_out_regions


def split(text: str) -> Document:
    """Split a text into its passages: every letter of it lies in exactly one."""
    return split_blocks(text, read_blocks(text))


def split_blocks(text: str, read: Sequence[Block]) -> Document:
    """The passages of a text whose blocks are known; what every page repeats is set aside before anybody looks."""
    blocks = split_numbered_lines(text, [block for block in read if block.form is not Form.RUNNING])
    layout = lay_out_regions(text, blocks)
    main = [index for index, region in enumerate(layout.regions) if region is Region.MAIN]
    captions = find_captions(text, blocks, main)
    flow = [index for index in main if index not in captions]
    quotes = find_pull_quotes(text, blocks, flow)
    paragraphs = join_blocks(text, blocks, flow, quotes)
    document = number_passages(text, Parts(blocks, layout, captions, quotes, paragraphs))
    return with_running_heads(document, [block for block in read if block.form is Form.RUNNING])
