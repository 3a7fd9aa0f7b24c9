"""Who can sign in to the server under test, apart from the demo accounts."""

PASSWORD = "kwexam-demo"

NEW_STUDENTS = [f"new{number}" for number in range(1, 41)]
"""Accounts of the demo class without any past, one for each test that wants to begin at the beginning."""
