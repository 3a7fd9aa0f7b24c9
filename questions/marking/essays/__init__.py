"""Answers to questions with levels: arguments, how far a point is developed, and the level that fits best."""
