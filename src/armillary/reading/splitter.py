"""The passes that split a plain text or Markdown file into passages, in order; nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from armillary.finding import ArmillaryError
from armillary.reading.blocks import Block, Form, read_blocks
from armillary.reading.insets import find_captions, find_pull_quotes
from armillary.reading.joins import join_blocks
from armillary.reading.notes import split_numbered_lines
from armillary.reading.numbering import Parts, number_passages, with_running_heads
from armillary.reading.passages import Document
from armillary.reading.regions import Region, lay_out_regions

LARGEST_DOCUMENT = 64 * 1024 * 1024  # bytes


def read_document(path: Path) -> Document:
    """Split a file of UTF-8 text; raises ArmillaryError when it is none."""
    try:
        if path.stat().st_size > LARGEST_DOCUMENT:
            raise ArmillaryError(f"{path} has more than {LARGEST_DOCUMENT // 2**20} MB", "split it")
        data = path.read_bytes()
    except OSError as problem:
        raise ArmillaryError(f"cannot read {path}: {problem.strerror}", "name a text or Markdown file") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise ArmillaryError(f"{path} is not UTF-8 text", "only plain text and Markdown are split into passages")
    return split(text)


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
