"""A cache of read files: what a file of given bytes holds under a given vocabulary never changes.

It lives in the user's cache folder, never in the casebook, and may be deleted at any time. An entry that cannot be
read back, or was written by another version, is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from pathlib import Path

import msgspec

from armillary import __version__
from armillary.casebook.casebook import FileRecords

SCHEMA = 1  # raised when records change their meaning without changing their fields


class RecordCache:
    """One folder of encoded FileRecords, named by a hash of everything they depend on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._decode = msgspec.msgpack.Decoder(FileRecords).decode
        self._encode = msgspec.msgpack.Encoder().encode

    def get(self, name: str, digest: str, vocabulary: str) -> FileRecords | None:
        """The records of a file read before, or None."""
        try:
            return self._decode(self._path(name, digest, vocabulary).read_bytes())
        except (OSError, msgspec.DecodeError, msgspec.ValidationError):
            return None

    def put(self, name: str, digest: str, vocabulary: str, held: FileRecords) -> None:
        """Keep the records of a file; a full or read-only disk only means that the next check is slower."""
        path = self._path(name, digest, vocabulary)
        temporary = ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                temporary = file.name
                file.write(self._encode(held))
            Path(temporary).replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()

    def _path(self, name: str, digest: str, vocabulary: str) -> Path:
        key = hashlib.sha256(f"{SCHEMA}\0{__version__}\0{name}\0{digest}\0{vocabulary}".encode()).hexdigest()
        return self.folder / key[:2] / key
