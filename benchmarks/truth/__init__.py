"""Plain tables against baselines: data with known truth, from elsewhere and planted."""

from benchmarks.truth.run import measure

__all__ = ["measure"]
