"""Fit what tells an explanation from words that have nothing to do with the matter.

``python -m scripts.fit_sense`` prints the weights of ``sense.WEIGHTS``, and how many explanations and how much of the
nonsense they refuse on questions that they were not fitted on. Explanations are those of essays with half of the marks
or more, on the questions to tune on; nonsense is written below, and tied to each point of the same schemes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, islice

from questions.marking import alternative_text
from questions.marking.compiled import compiled
from questions.marking.essays import sense
from questions.marking.essays.links import links
from questions.marking.language.text import read
from questions.marking.logistic import logistic
from scripts.folds import Question, fit, left_out
from tests.marking.test_levels_bank import BLIND_TUNED, NAMES, TUNED, essays_of, scheme_of

NONSENSE = (
    "because it was Tuesday",
    "because of bananas",
    "which meant that cats slept",
    "so the moon was made of cheese",
    "because my sister likes pizza",
    "which led to better trainers",
    "so everyone bought ice cream",
    "because the sky is blue",
    "which made the dog happy",
    "so that the football match was cancelled",
    "because of wifi and computer games",
    "which meant that nobody liked maths",
    "so they all went to the cinema and ate popcorn",
    "because it was raining on the playground",
    "which caused a big sandwich",
    "because purple elephants dance at night",
    "so my phone ran out of battery",
    "which meant that the teacher wore a hat",
    "because frogs can jump",
    "so the washing machine broke",
)
OF_EACH_POINT = 4


def said(matter: sense.Matter, answer: str) -> Iterator[tuple[float, ...]]:
    """The features of what each firm link of an answer ties to a point."""
    ready = matter.ready
    reading = read(answer, ready.concepts)
    for link in links(ready, reading, [0] * len(reading.words), frozenset()):
        for words in link.tied if link.firm else ():
            if told := sense.telling(ready, words):
                yield sense.features(matter, told)


def look(name: str) -> Question:
    scheme = scheme_of(name)
    matter = sense.matter_of(compiled(scheme))
    result = Question()
    for essay in essays_of(name):
        if 2 * essay.mark >= scheme.marks:
            result.seen += said(matter, essay.answer)
    result.right = [True] * len(result.seen)
    turn = cycle(NONSENSE)
    for point in scheme.points:
        claim = alternative_text(point.answers[0])
        for nonsense in islice(turn, OF_EACH_POINT):
            result.seen += said(matter, f"{claim} {nonsense}.")
    result.right += [False] * (len(result.seen) - len(result.right))
    return result


def refused(cases: Sequence[tuple[Question, Sequence[float]]], *, right: bool) -> str:
    """How many explanations (``right``), or how much of the nonsense, the weights refuse."""
    chances = [
        logistic(weights, seen)
        for question, weights in cases
        for seen, is_right in zip(question.seen, question.right, strict=True)
        if is_right == right
    ]
    return f"{sum(chance < sense.UNLIKELY for chance in chances)} of {len(chances)}"


def main() -> None:
    questions = [look(name) for name in (*NAMES, *TUNED, *BLIND_TUNED)]
    cases = list(left_out(questions))
    print(f"# refused, left out: {refused(cases, right=True)} explanations, {refused(cases, right=False)} of nonsense")
    for name, value in zip(sense.WEIGHTS, fit(questions), strict=True):
        print(f'    "{name}": {value:.2f},')


if __name__ == "__main__":
    main()
