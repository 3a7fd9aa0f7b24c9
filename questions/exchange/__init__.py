"""Questions in and out of other forms: pure functions from bytes to text in notation, and from documents to bytes.

What comes in becomes one text in our notation, which its author sees, corrects and saves like one of their own.
"""
