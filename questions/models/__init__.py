"""The models; fields, constraints and querysets that start from the user."""

from questions.models.assignments import AssignedQuestion, Assignment, AssignmentChange, SchemeFrom
from questions.models.attempts import Attempt
from questions.models.bank import MarkScheme, Question, Topic
from questions.models.challenges import LEVEL, OTHER, Challenge, ChallengeAnswer
from questions.models.guards import NeverChanges
from questions.models.marks import Mark, MarkedBy
from questions.models.notices import AnswerNotice, Cause, MarkNotice, MarkRead
from questions.models.people import ClassChange, Role, SchoolClass, User
from questions.models.publishing import Publication, PublishingMinimum
from questions.models.remarking import RemarkedAnswer, Remarking
from questions.models.rulings import NameSeen, Relearning, Withdrawal
from questions.models.samples import SampleAnswer
from questions.models.scheme_drafts import SchemeDraft
from questions.models.standardisation import BlindMark, Resolution
from questions.models.tags import Tag

__all__ = [
    "LEVEL",
    "OTHER",
    "AnswerNotice",
    "AssignedQuestion",
    "Assignment",
    "AssignmentChange",
    "Attempt",
    "BlindMark",
    "Cause",
    "Challenge",
    "ChallengeAnswer",
    "ClassChange",
    "Mark",
    "MarkNotice",
    "MarkRead",
    "MarkScheme",
    "MarkedBy",
    "NameSeen",
    "NeverChanges",
    "Publication",
    "PublishingMinimum",
    "Question",
    "Relearning",
    "RemarkedAnswer",
    "Remarking",
    "Resolution",
    "Role",
    "SampleAnswer",
    "SchemeDraft",
    "SchemeFrom",
    "SchoolClass",
    "Tag",
    "Topic",
    "User",
    "Withdrawal",
]
