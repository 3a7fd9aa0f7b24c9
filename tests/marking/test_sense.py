"""What has nothing to do with the matter explains no point of an essay."""

from __future__ import annotations

import pytest

from questions.marking import mark, parse
from questions.marking.compiled import compiled
from questions.marking.essays import sense
from questions.marking.language.text import read

CANAL = parse("""Topic: Canals

Question 1 (6 marks)
Explain how the canal changed the town of Millford.

Mark scheme:
1–2 marks: Simple statements about the town.
3–4 marks: Some explanation of how the town changed.
5–6 marks: Clear and developed explanation with exact examples.
Credit points such as:
- coal came by barge and was cheaper / fuel prices fell
- new mills were built beside the water / factories gave work
- the carters lost their trade / wagons stood idle
""").schemes[0]


@pytest.mark.parametrize(
    ("said", "beside"),
    [
        ("it was Tuesday", True),
        ("purple bananas", True),
        ("poor families could heat their homes", False),
        ("the mill owners hired more workers", False),
        # Who goes on about somebody named before may say anything of them.
        ("they slept", False),
        ("it melted", False),
        ("", False),
    ],
)
def test_what_is_far_from_scheme_and_question_is_beside_the_matter(said: str, beside: bool) -> None:
    assert sense.is_beside_the_matter(sense.matter_of(compiled(CANAL)), read(said).words) == beside


def test_nonsense_tied_to_points_explains_none_of_them() -> None:
    points = ("Coal came by barge and was cheaper", "New mills were built beside the water in 1790")
    good = ("because a horse pulls more coal by water", "so hundreds of weavers found work in the new mills")
    bad = ("because it was Tuesday", "because of purple bananas")
    levels = [
        mark(CANAL, " ".join(f"{point} {tied}." for point, tied in zip(points, ties, strict=True))).level
        for ties in (good, bad)
    ]
    assert levels[0] is not None
    assert levels == [levels[0], 1]
    assert levels[0] > 1
