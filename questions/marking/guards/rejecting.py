"""Whether an answer says what a REJECT line says: its words, of the same people, as something that happened."""

from __future__ import annotations

import numpy as np

from questions.marking.compiled import Side
from questions.marking.guards import denying
from questions.marking.guards.guards import Guards
from questions.marking.guards.parties import identity
from questions.marking.guards.statement import statement
from questions.marking.language.forms import CLEAR
from questions.marking.language.text import Word

REJECT = 0.7
"""Share of a REJECT line that must be there for it to cancel its point."""

CLOSE = 0.6
"""Likeness from which a word of a REJECT line is there."""

MODALS = frozenset("would might could may if whether".split())
"""Words before an act that may come, or not."""


class Rejecting(Guards):
    """The REJECT lines beside one answer."""

    def is_stated(self, side: Side, stretch: tuple[int, int]) -> bool:
        """Whether a REJECT is told as it is meant: not as what is feared or may come, where it tells what happened, nor
        with "across" for "crossed"."""
        if not self._names_all(side) or self._are_doers(side, stretch) is False:
            return False
        told = statement(self.ready, side).clauses
        acts = [
            self.clauses.position(given.start)
            for wanted, given, _, _ in self.pairs(side, stretch)
            if told.is_verb(wanted.start)
        ]
        places = [at for at in acts if at is not None]
        if places and all(self.clauses.kinds[at] == "P" for at in places):
            return False
        last = self.clauses.words[max(places)].start if places else 0
        imagined = any(
            word.stem in denying.FEARS or (word.text in MODALS and word.start < last) for word in self.around(stretch)
        )
        return not imagined or any(word.stem in denying.FEARS or word.text in MODALS for word in told.words)

    def _names_all(self, side: Side) -> bool:
        """Whether everybody is named whom a phrase names: "Nixon met Mao" is no "Mao visited the USA"."""
        parties = statement(self.ready, side).parties
        return all(self.nearest[side.start + k] >= CLOSE for k, word in enumerate(side.words) if word.start in parties)

    def _are_doers(self, side: Side, stretch: tuple[int, int]) -> bool | None:
        """Whether those whom a phrase names do what it tells of, None where neither is said: "people gave money to
        fight the Americans" is no "Americans gave money"."""
        ours, theirs = statement(self.ready, side), self.clauses
        known = None
        for wanted, given, likeness, _ in self.pairs(side, stretch):
            expected, at = ours.acts.get(wanted.start), theirs.position(given.start)
            found = theirs.act(at) if expected is not None and at is not None and likeness >= CLEAR else None
            if expected is not None and found is not None and expected.doers and found.doers:
                doers = [ours.clauses.words[i] for i in expected.doers]
                others = [theirs.words[i] for i in found.doers]
                if any(self._are_near(side, word, other) for word in doers for other in others):
                    known = True
                elif not any(
                    theirs.kinds[i] == "O" and theirs.words[i].clause == given.clause for i in range(found.at)
                ):
                    # Whom an "it" means is not sure.
                    known = False
        return known

    def _are_near(self, side: Side, wanted: Word, given: Word) -> bool:
        """Whether a word of a phrase and one of the answer name the same, or nearly."""
        rows = [side.start + k for k, word in enumerate(side.words) if word.start == wanted.start]
        columns = [j for j, word in enumerate(self.match.words) if word.start == given.start]
        near = bool(rows and columns) and float(self.match.best[rows[0], columns[0]]) >= CLOSE
        return near or identity(wanted) == identity(given)

    def is_told_apart(
        self, side: Side, stretch: tuple[int, int], credited: Side | None, evidence: frozenset[int]
    ) -> bool:
        """Whether what tells a REJECT from the credited phrase is said in words that are no evidence of that, and in
        the same clauses as the rest of it, or is who does it."""
        shares = self._shares(side, credited)
        pairs = self.pairs(side, stretch)
        telling = {wanted.start for wanted, share in zip(side.words, shares, strict=True) if share > 0}
        told = {j: given.clause for wanted, given, _, j in pairs if wanted.start in telling}
        together = {given.clause for _, given, _, _ in pairs} <= set(told.values())
        return (together and evidence.isdisjoint(told)) or self._are_doers(side, stretch) is True

    def is_named(self, side: Side, credited: Side | None, stretch: tuple[int, int] | None = None) -> bool:
        """Whether a REJECT phrase is there nearly word for word, anywhere or in a stretch, in the words that the
        credited phrase lacks."""
        shares = self._shares(side, credited)
        if stretch is None:
            close = [k for k, near in enumerate(self.nearest[side.start : side.end]) if near >= CLOSE]
        else:
            start, end = stretch
            close = [k for k, row in self.alignable(side) if max(row[start:end]) >= CLOSE]
        return sum([shares[k] for k in close]) >= REJECT

    def _shares(self, side: Side, credited: Side | None) -> list[float]:
        key = (side.number, credited.number if credited else -1)
        known = self.ready.named.get(key)
        if known is None:
            known = self.ready.named[key] = self._telling_shares(side, credited)
        return known

    def _telling_shares(self, side: Side, credited: Side | None) -> list[float]:
        """What each word of a REJECT phrase counts beside the credited phrase."""
        shares = self.ready.share[side.number, side.start : side.end]
        columns = [self.ready.column(word)[0][side.start : side.end] for word in credited.words] if credited else []
        telling = np.max(columns, axis=0) < CLOSE if columns else np.ones(len(shares), dtype=np.bool_)
        if telling.any():
            shares = shares * telling
        result: list[float] = (shares / max(float(shares.sum()), 1e-6)).tolist()
        return result
