"""Value questions: how many, how much, where, when, which of several answers; weighed like ties, origin by origin."""
