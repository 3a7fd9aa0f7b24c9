"""What differs between two versions of a question: its wording, its rules, and its marking points one by one."""

from __future__ import annotations

from dataclasses import dataclass

from questions import marking
from questions.difference import Part, changed_lines
from questions.models import MarkScheme

Lines = tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class PointChange:
    """``kind`` is "added", "removed", "changed" or "moved"; ``number`` its place in the newer version (of one that is
    removed, in the older), ``former`` its place before (0: it was not there), ``lines`` its lines with their words."""

    kind: str
    number: int
    former: int
    lines: Lines


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """``wording`` and ``rules`` are the lines that differ, ``points`` the points that do, ``same`` how many do not."""

    version: MarkScheme
    before: MarkScheme | None
    wording: Lines = ()
    rules: Lines = ()
    points: tuple[PointChange, ...] = ()
    same: int = 0


def changes(before: MarkScheme | None, after: MarkScheme) -> VersionChanges:
    """What ``after`` changed. A point is the same one in other words where it has the same key."""
    if before is None:
        return VersionChanges(after, None)
    old, new = _numbered(before), _numbered(after)
    points = [_changed(old.get(key), new[key]) for key in new]
    points += [
        PointChange("removed", old[key][0], old[key][0], _whole("-", old[key][1])) for key in old if key not in new
    ]
    found = tuple(point for point in points if point is not None)
    return VersionChanges(
        version=after,
        before=before,
        wording=_lines(before.stem, after.stem),
        rules=_lines("\n".join(_rules(before.scheme)), "\n".join(_rules(after.scheme))),
        points=found,
        same=len(points) - len(found),
    )


Numbered = tuple[int, marking.Point]


def _numbered(version: MarkScheme) -> dict[str, Numbered]:
    pairs = zip(version.point_keys, version.scheme.points, strict=True)
    return {key: (number, point) for number, (key, point) in enumerate(pairs, 1)}


def _changed(old: Numbered | None, new: Numbered) -> PointChange | None:
    """None for a point that stayed as and where it was."""
    if old is None:
        return PointChange("added", new[0], 0, _whole("+", new[1]))
    if old[1] != new[1]:
        return PointChange("changed", new[0], old[0], _lines(_text(old[1]), _text(new[1])))
    return PointChange("moved", new[0], old[0], _whole("", new[1])) if old[0] != new[0] else None


def _lines(before: str, after: str) -> Lines:
    return tuple(tuple(line) for line in changed_lines(before, after))


def _whole(sign: str, point: marking.Point) -> Lines:
    return tuple(((sign, line),) for line in _text(point).splitlines())


def _text(point: marking.Point) -> str:
    """A point with what stands under it, a line each."""
    under = (
        f"{sign}: {marking.alternative_text(answer)}"
        for sign, answers in (("ACCEPT", point.accept), ("REJECT", point.reject), ("IGNORE", point.ignore))
        for answer in answers
    )
    see = [f"See: {point.see}"] if point.see else []
    return "\n".join([marking.point_text(point), *under, *see])


def _rules(scheme: marking.Scheme) -> list[str]:
    """What a scheme says apart from its points, a line each."""
    said = [f"Marks of the question: {scheme.marks}"]
    if not scheme.levels:
        said.append(f"Marks for each {scheme.noun or 'point'}: {scheme.value}")
        said.append(f"List rule: {'on' if scheme.list_rule else 'off'}")
    if scheme.maximum is not None:
        said.append(f"Most marks from points: {scheme.maximum}")
    said += [f"Level {level.number}, {level.low} to {level.high} marks: {level.descriptor}" for level in scheme.levels]
    said += [
        f"Level {level.number} needs: {level.needs.identified} identified, {level.needs.explained} explained, "
        f"{level.needs.supported} supported"
        for level in scheme.levels
        if level.needs
    ]
    said += [f"Marks for {count} points: {marks}" for count, marks in scheme.marks_for_points]
    return said + [f"Synonyms: {' = '.join(group)}" for group in scheme.synonyms]
