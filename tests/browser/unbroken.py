"""Words that no line can hold, everywhere where people write: a class of its own, with a teacher and a student."""

from __future__ import annotations

TEACHER, STUDENT = "unbroken", "unbroken1"

WORD = "Donaudampfschifffahrtsgesellschaftskapitaen"
URL = "https://www.example.org/korea/why-china-went-in/the-yalu/and-then-stalin?x=1"
ENDLESS = "snow" * 475

TITLE = f"Zz{WORD}"
BANK = f"""Topic: {TITLE}

Question 1 (2 marks)
Give two reasons why {WORD}en flood.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
Acceptable answers include:
- heavy {WORD} rain over several days
- snow melting in spring
  REJECT: snow {WORD}

Question 2 (6 marks)
Explain how {WORD} changed the valley.

Mark scheme:
1–2 marks: Simple {WORD} statements about the valley.
3–4 marks: Some explanation of how the valley changed.
5–6 marks: Clear and developed explanation with specific examples.
Credit points such as:
- villages were {WORD}
- farms had water in summer
"""
NOTES = f"# {WORD}\n\n{URL} and {WORD}.\n\n## Key terms\n\n- **{WORD}**: {WORD}\n"
ANSWERS = (f"Heavy rain over several days. {ENDLESS}", ENDLESS, f"{URL} and snow melting in spring")
