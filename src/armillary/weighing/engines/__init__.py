"""Engines: the learning of plain tables over blocks of votes, in numpy or numba, in one thread or several."""
