"""Vocabulary: the words of the trade as data, with their reasons; loaded explicitly and passed as an argument."""
