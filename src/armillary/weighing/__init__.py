"""Weighing: from claims and their chains of credit to origins, votes, coins and judgements."""
