"""How far a "not" reaches: from a word that denies to the last word that it is about."""

from __future__ import annotations

from questions.marking.guards import denying, limiting
from questions.marking.language.clauses import Clauses
from questions.marking.language.text import NEGATORS
from questions.marking.language.verbs import AUXILIARIES, BE, BE_NOT, base_of, is_participle
from questions.marking.language.word_kinds import RELATIVES

TAKEN = frozenset(map(base_of, "see regard treat describe recognise view accept consider know count serve".split()))
"""Verbs with an "as" that belongs to them."""


class Reach:
    """The words of one text, and where what a word of it is about begins and ends, by index."""

    def __init__(self, clauses: Clauses) -> None:
        self.words = clauses.words
        self.clauses = clauses

    def _is_passive(self, i: int) -> bool:
        """Whether it is done to the subject: "was not agreed"."""
        words = self.words
        return is_participle(words[i].text) and any(w.text in BE or w.text in BE_NOT for w in words[max(0, i - 3) : i])

    def start_of(self, i: int) -> int:
        """Index of the first word of what a word is part of: its clause, or the rest of it after "if" or "so"."""
        words = self.words
        j, first = i, max(0, i - denying.MOST_DENIED)
        while j > first and words[j - 1].clause == words[i].clause and words[j - 1].text not in denying.JOINING:
            j -= 1
        return j

    def _sentence_end(self, i: int) -> int:
        j, last = i + 1, min(len(self.words), i + denying.MOST_DENIED)
        while j < last and self.words[j].sentence == self.words[i].sentence:
            if self.words[j].text in ("but", "although", "though", "whereas"):
                break
            j += 1
        return j

    def _first_end(self, i: int) -> int:
        """Where what "rather than" and its like are about ends; a sentence that they open goes on after one thing."""
        end = self._end(i)
        opens = i < 3 or self.words[i - 3].sentence != self.words[i - 1].sentence
        kinds = self.clauses.kinds
        if opens and any(kinds[j] == "V" for j in range(i + 1, end)):
            return i + 1
        if i < len(self.words) and self.words[i].text in denying.REASONS:
            return self._sentence_end(i)
        return end

    def _goes_on(self, i: int) -> bool:
        return i + 1 < len(self.words) and self.words[i + 1].text in denying.REASONS

    def _end(self, i: int, *, subject: bool = False, verbs: int = 0) -> int:
        """Index after the last word that a "not" at an index is about: the verb with what belongs to it.

        ``subject``: it is of a thing that may do something; ``verbs``: how many of the verbs stand before it.
        """
        words, kinds = self.words, self.clauses.kinds
        if i >= len(words):
            return i
        clause = words[i].clause
        sentence = words[i].sentence
        last = clause + 1 if words[i].text in NEGATORS and self._goes_on(i) else clause
        binds = False
        j, furthest = i + 1, min(len(words), i + denying.MOST_DENIED)
        while j < furthest and words[j].sentence == sentence:
            word = words[j]
            if word.clause > last:
                opens = word.text
                if any(words[k].text in NEGATORS for k in range(j, min(j + 2, len(words)))) and opens != "nor":
                    break
                listed = opens in ("or", "nor") or self._lists_on(i, j) or self._says_what_as(j)
                if not (listed or (subject and opens in RELATIVES and verbs == 0)):
                    break
                last = word.clause
            if (
                self._begins_anew(i, j)
                or (j > i + 1 and self._turns(j, verbs))
                or (word.text == "that" and self._is_so(i))
            ):
                break
            has_verb = verbs > int(binds) and not subject
            if has_verb and word.text in denying.FINITE_AUXILIARIES and words[j - 1].text not in denying.JOINED:
                # "Who would not change got burnt": another statement.
                break
            if kinds[j] == "V" and word.text not in AUXILIARIES:
                joined = kinds[j - 1] == "A" or word.text.endswith("ing") or words[j - 1].text in ("or", "nor")
                if has_verb and not joined:
                    break
                verbs += 1
                following = words[j + 1].text if j + 1 < len(words) else ""
                binds = binds or (word.stem in denying.THINKING and (following == "to" or not self._is_passive(j)))
            j += 1
        return j

    def _says_what_as(self, j: int) -> bool:
        """Whether an "as" says what something is taken for: "was not seen as a great power"."""
        return self.words[j].text == "as" and base_of(self.words[j - 1].text) in TAKEN

    def _begins_anew(self, i: int, j: int) -> bool:
        """Whether a thing of its own begins at an index, which a "not" before it is not about: "no more fighting, and a
        new border", "animals don't lose their homes, less waste"."""
        words = self.words
        if words[j].clause != words[j - 1].clause and words[j].text in limiting.COUNTED:
            return True
        following = words[j + 1].text if j + 1 < len(words) else ""
        return words[i].text == "no" and words[j].text == "and" and following in denying.OF_ITS_OWN

    def _turns(self, j: int, verbs: int) -> bool:
        """Whether a "not" no longer holds from a word on: "but", "after seizing it"."""
        text = self.words[j].text
        if text in ("after", "before") and verbs:
            return any(word.text.endswith("ing") for word in self.words[j + 1 : j + 2])
        return text in denying.TURNS

    def _lists_on(self, i: int, j: int) -> bool:
        """Whether a clause at ``j`` goes on with a list that a "not" at ``i`` is about: not "and" with more that is
        done, "not built on sand, and strengthening bridges"."""
        words = self.words
        first = j + (words[j].text == "and")
        acts = first > j and any(word.text.endswith("ing") for word in words[first : first + 1])
        if acts and not any(word.text.endswith("ing") for word in words[i + 1 : j]):
            return False
        return self.clauses.goes_on(first) and not self._is_subject_of_more(j)

    def _is_subject_of_more(self, j: int) -> bool:
        """Whether "and" at an index begins a row of things that do something: "and less coal and steel was made"."""
        words, kinds = self.words, self.clauses.kinds
        if words[j].text != "and":
            return False
        after = j + 1
        while after < len(words) and (kinds[after] in "DN" or words[after].text in ("and", "of")):
            after += 1
        return after < len(words) and words[after].sentence == words[j].sentence and kinds[after] in "VA"

    def _is_so(self, i: int) -> bool:
        """Whether a "not" stands after "so many": what follows from that is not denied."""
        words = self.words
        return any(
            words[k].text in ("so", "such")
            and words[k].sentence == words[i].sentence
            and words[k + 1].text in denying.AMOUNTS
            for k in range(max(0, i - 6), i)
        )
