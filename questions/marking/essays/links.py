"""Where an answer explains: the words that tie a cause to its consequence, with something new on either side.

A link word by itself explains nothing. "It failed because the weather was bad" only answers the question, and
"it was a threat, so there was a threat" says one thing twice; so each side must hold something of its own that
neither the question nor the other side has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from questions.marking.compiled import Compiled
from questions.marking.language.text import Reading, Word
from questions.marking.result import Span

CAUSATIVES = (
    "meant|ment|means|mean|made|makes|gave|gives|left|leaves|led|leed|leads|let|lets|allowed|enabled|forced|caused|helped|"
    "encouraged|explains|explained|stopped|prevented|increased|reduced|changed|put|pushed|turned|drove|drew|brought|"
    "convinced|persuaded|proved|showed|shows|created|ended|isolated|weakened|strengthened|raised|destroyed|cost|kept|"
    "exhausted|pleased|removed|ruined|won|frightened|scared|boosted|damaged|threatened|united|worsened|improved"
)
FORCING = (
    "convinced|persuaded|forced|allowed|enabled|encouraged|stopped|prevented|helped|showed|shows|proved|weakened|"
    "strengthened|increased|reduced|changed|frightened|scared|threatened|pushed|brought|turned|left|united|removed"
)
"""Those of them that explain by themselves after "this" or "which"."""

LINK = re.compile(
    r"\b(?:"
    r"because(?: of)?|becuase|becouse|becaus|becase|becos|beacuse|cos|cuz|so that|"
    r"(?:so|such) (?:[\w'’-]+ ){1,3}?that|so|therefore|therfore|thus|hence|"
    r"consequently|as a (?:result|consequence)|with the (?:result|effect)|for this reason|"
    r"(?:that|which|this) is (?:why|how)|that['’]?s (?:why|how|because)|"
    r"with (?:no|hardly any|so (?:few|little|many|much))|"
    r"(?:this|that|these|it|which|what|and|all of this)(?: also| then| even| only| in turn| often| would| could| had)? "
    rf"(?:{CAUSATIVES})|"
    r"meant|ment|meaning|leading to|led to|leed to|leads to|lead to|"
    r"result(?:ed|ing|s) in|caus(?:ed|es|ing)|due to|owing to|thanks to|"
    r"in order (?:to|that)|in case|or else|otherwise|"
    r"(?:made|makes|making) (?:it|him|her|them|people|everyone|others|(?-i:[A-Z]\w+)) (?!out\b|up\b)\w+|"
    r"(?:left|leaving) (?:[\w'’-]+,? ){1,3}?(?:free|isolated|alone|without|with|open|unable|able|exposed|weak|to)|"
    r"(?:forced|forcing|allowed|allowing|enabled|enabling|encouraged|encouraging|convinced|convincing|persuaded|pushing|"
    r"pushed|prevented|preventing|stopped|stopping|helped|helping) (?:[\w'’-]+,? ){1,4}?(?:to|that|from|closer|into)|"
    r"giving|making|showing|proving|creating|leaving|forcing|turning|cutting|driving|pushing|bringing|isolating|allowing|"
    r"by (?!the\b|then\b)\w+ing|once|without|unless|no longer|in (?:return|exchange)|rather than|instead of|"
    r"(?:used|using|uses) (?:[\w'’-]+,? ){1,6}?(?:to|as an?)|(?:an? )?(?:excuse|chance|reason|pretext|opportunity) to|"
    r"could (?:now|then|use|be used|never|not)|couldn.?t|(?:was|were) (?:now |then )?able to|(?:had|have|has) to|"
    r"(?:hoped|hoping|hopes|feared|fearing|afraid|worried|scared|frightened) "
    r"(?:[\w'’-]+,? ){0,6}?(?:would|could|might)|"
    r"(?:enough|too \w+) to|dared|dare|(?:gave|gives|let|lets|made|makes|turned|brought|won|earned|cost|taught) "
    r"(?:the |its |their |his )?(?:[\w'’-]+,? ){1,4}?"
    r"(?:a|an|the|to|more|into|feel|look|seem|believe|think|easier|harder)|"
    r"it would (?:have )?(?:mean|be|look|look\w*|give|make|allow|show|prove|help)|would (?:mean|look|show|prove|help)|"
    r"felt|feels?|feared|blamed|resented|(?:stopped|began|started) (?:(?!to\b)\w+ing)|nothing left|refused to|"
    r"(?:thought|believed|reali[sz]ed|confirmed)(?: that)?|(?:had|have|left|leaving) no choice|"
    r"(?:regarded|viewed|saw|sees?|seen) (?:[\w'’-]+ ){1,4}?as|after that|from then on|ever since|"
    r"(?:came|began|started) to (?:feel|think|believe|see|look|mean|seem|doubt|question|hate|fear|distrust|want)|"
    r"(?:hard|harder|easy|easier|difficult|impossible|willing|unwilling|reluctant) to|turned (?:[\w'’-]+ )?against|"
    r"(?:was|were|came as) an? (?:[\w'’-]+ )?(?:humiliation|shock|blow|threat|boost|setback|disaster|turning point)|"
    r"conclude[ds]? that|concluded|took (?:this|it|that|which )?(?:as|to mean)|(?:looked|seemed) (?:like|as if)|"
    r"since|as|if"
    r")\b",
    re.IGNORECASE,
)
"""Words that may tie a cause to what follows from it."""

MAY_LINK = re.compile(LINK.pattern.replace("(?-i:[A-Z]", "(?:[a-z]"))
"""The same for small letters: without regard to case each of the alternatives takes its time, where the first letter
tells of most that they are not there."""

FIRST = frozenset(
    """because becuase becouse becaus becase becos beacuse cos cuz so therefore therfore thus hence consequently as
    thats with for that which this these it what and all meant ment meaning leading led leed leads lead resulted
    resulting results caused causes causing due owing thanks in or otherwise made makes making left leaving
    forced forcing allowed allowing enabled enabling encouraged encouraging convinced convincing persuaded
    pushing pushed prevented preventing stopped stopping helped helping giving showing proving creating turning
    cutting driving bringing isolating by once without unless no rather instead used using uses a an excuse
    chance reason pretext opportunity could couldnt was were had have has hoped hoping hopes feared fearing
    afraid worried scared frightened enough too dared dare gave gives let lets turned brought won earned cost
    taught would conclude concludes concluded took looked seemed since if felt feel feels feared thought believed
    realised realized confirmed leaving regarded viewed saw see sees seen after from ever came began started hard
    harder easy easier difficult impossible willing unwilling reluctant such blamed resented nothing refused
    """.split()
)
"""The first words of all of these: only there is one looked for."""

FIRM = re.compile(
    r"bec|beac|cos\b|cuz|so\b(?! that)|such|theref|thus|hence|conseq|as a (?:res|cons)|with the (?:res|eff)|for this|"
    r"(?:that|which|this) is|that['’]?s|with (?:no|hardly|so)|"
    r"(?:this|that|these|it|which|what|and)\b.* (?:me[an]+t|ment|means|made|led|gave|caused|explain)|"
    rf"(?:this|which)\b.* (?:{FORCING})|"
    r"meaning|lead|led|leed|result|caus|due|owing|since|left|otherwise"
)
"""Links that explain by themselves; the others may tell a story (``stages``)."""

MINDFUL = re.compile(
    r"felt|feel|fear|thought|believed|reali|confirmed|(?:had|have|left|leaving) no|regarded|viewed|saw|see|conclude|"
    r"took|look|hop|afraid|worried|scared|frightened|blamed|resented|stopped|began|started|came|could|no longer|"
    r"refused|hard|difficult|impossible|unwilling|reluctant|willing|enough|too|dare|nothing|ever|from|it would|would|if"
)
"""Links that tell what somebody thought, could not do or would have done: a story has them less often by the way than
"had to" or "leaving"."""

NOT_SO = frozenset(
    """many much far called on forth long few big great bad strong hard well little was were did does is had too good
    thick high deep low fast quickly easily badly often""".split()
)
NOT_BEFORE_SO = frozenset("do did doing done say said think thought not and/or even or is was".split())
NOT_BEFORE_AS = frozenset(
    """such seen saw sees see regarded known same just well far soon much many viewed used treated looked described act
    acted acting served serving serve sent listened respected recognised recognized accepted represented""".split()
)
NOT_AS = frozenset(
    "well soon far if though for part long to a an many much such being usual before time regards".split()
)
BEFORE_NOUN = frozenset(
    "some the of other many several these those these main key important different all various and its their".split()
)
AFTER_NOUN = frozenset("of were are was is for".split())
"""Words before and after "causes" that show it to be a noun."""

FINITE = frozenset(
    """was were is are had has have did does do could would might may can will should must got went came saw took gave
    made felt knew thought said wanted needed became began fell lost won kept held sent told ran led left let put met
    didnt wasnt werent couldnt wouldnt hadnt isnt cant dont wont doesnt hasnt be get want need think see go give fought
    became grew broke spoke stood meant brought bought drove wrote chose rose""".split()
)
GENERIC = frozenset(
    """go went gone going come came make made making take took taken give gave given want wanted wants think thought
    feel felt say said says see saw seen know known decide decided decision happen happened happening thing things
    something way ways reason reasons important importance significant factor factors cause causes caused effect effects
    impact result results consequence consequences change changed changes question answer explain explains explained
    explanation show shows shown showed example conclusion overall believe opinion historian historians people lot lots
    big bigger great major main different difference time times part use used first second third next last mean means
    meant help helped need needed become became lead led able try tried put keep kept let start started end ended
    many various several such link linked links connected link point points topic issue agree agreed discuss discussed
    judgement extent essay sum whole certain general kind sort situation event events history historical country
    countries other others place turn turned bad good better worse best worst very much therefore also however
    firstly secondly thirdly lastly finally biggest together resulted
    remember begin beginning stage stages step steps process range ranges separate period variety depend depends level
    aspects element elements feature features contributed contribute amount degree deal complex complicated vary varies
    consider look looking
    development progress role aspect matter affect affected influence influenced succeed success fail failed failure
    problem problems plan term terms short long north south east west korea china side""".split()
)
"""Words that say too little to be a cause or a consequence by themselves."""

BEFORE_BOTH = re.compile(
    r"bec(?!ause of)|beac|cos|cuz|since|as\b(?! a\b)|if|due|owing|thanks|in order|by |once|with (?:no|hardly|so)\b|"
    r"without|unless|rather|instead"
)
"""Links that stand before cause and consequence where they open a sentence."""

LEAST_OWN, BOTH_SAY = 3, 3
"""Words of its own that cause and consequence have together; one less where each says this many words of content."""

REACH_BACK = 26
"""Words before a link that may hold its other side."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its span, its first word's index into the words read, and the clauses on either side of it.

    ``own`` is how many words of their own both sides have; ``tied`` are the words that it ties to what was said before,
    or both sides where it opens the sentence.
    """

    span: Span
    word: int
    sentence: int
    before: frozenset[int]
    after: frozenset[int]
    firm: bool
    mindful: bool
    own: int
    tied: tuple[tuple[Word, ...], ...]


def own_words(ready: Compiled, words: Sequence[Word]) -> set[str]:
    """The stems of ``words`` that bring something: not of the question, not generic, not small."""
    known = _known_of(ready)
    own: set[str] = set()
    before = ""
    for word in words:
        text = word.text
        stem = known.get((text, word.concept))
        if stem is None:
            stem = _own(ready, known, word)
        if stem:
            own.add(stem)
        if text == "to" and before in HAVE_TO:
            own.add("had to")
        before = text
    return own


_known: dict[int, tuple[Compiled, dict[tuple[str, int], str]]] = {}
_MOST_SCHEMES, _MOST_WORDS = 200, 30_000


def _known_of(ready: Compiled) -> dict[tuple[str, int], str]:
    """What has been found out about words beside a scheme, by text and concept; kept by identity as the scheme is."""
    known = _known.get(id(ready))
    if known is None or known[0] is not ready or len(known[1]) > _MOST_WORDS:
        if len(_known) >= _MOST_SCHEMES:
            _known.pop(next(iter(_known)), None)
        known = _known[id(ready)] = (ready, {})
    return known[1]


def _own(ready: Compiled, known: dict[tuple[str, int], str], word: Word) -> str:
    """Find out, and keep, the word's stem where it brings something, else ""."""
    brings = (
        word.text not in GENERIC
        and (word.is_content or word.text in SAYING_MUCH)
        and word.stem not in ready.question_stems
        and word.concept not in ready.question_concepts
    )
    stem = known[word.text, word.concept] = word.stem if brings else ""
    return stem


CONTRACTED = frozenset("theyd hed shed wed itd youd id thatd thered nobodyd whod".split())
"""Words that say who would."""

CONDITIONAL = CONTRACTED | frozenset("would could might mite wud cud wouldnt couldnt".split())
"""Words of a sentence with "if" that say what would follow."""

HAVE_TO = frozenset("had has have forced must".split())
SAYING_MUCH = frozenset("no nobody nothing never cannot cant refused none without".split())


def links(ready: Compiled, reading: Reading, paragraphs: Sequence[int], heard: frozenset[int]) -> list[Link]:
    """The links that explain something. ``paragraphs`` has an entry for each word; ``heard`` are sentences to skip."""
    words = reading.words
    result: list[Link] = []
    done = 0
    small = reading.text.lower() if reading.text.isascii() else ""
    for position, word in enumerate(words):
        if word.text not in FIRST or word.start < done or word.sentence in heard:
            continue
        if small and MAY_LINK.match(small, word.start) is None:
            continue
        found = LINK.match(reading.text, word.start)
        if found is None:
            continue
        done = found.end()
        end = position + 1
        while end < len(words) and words[end].start < done:
            end += 1
        if not _is_causal(reading, position, end, found[0].lower()):
            continue
        link = _with_sides(ready, words, (position, end), found, paragraphs)
        if link is not None:
            result.append(link)
    return result


def _is_causal(reading: Reading, start: int, end: int, said: str) -> bool:
    """Whether an ambiguous word is used as a link here."""
    words = reading.words
    before = words[start - 1].text if start and words[start - 1].sentence == words[start].sentence else ""
    after = words[end].text if end < len(words) and words[end].sentence == words[start].sentence else ""
    following = [word.text for word in words[end : end + 7] if word.sentence == words[start].sentence]
    pause = bool(before) and "," in reading.text[words[start - 1].end : words[start].start]
    opens = pause or not before
    if said == "so":
        return bool(after) and before not in NOT_BEFORE_SO and ((pause and after != "far") or after not in NOT_SO)
    if said == "as":
        compared = before in NOT_BEFORE_AS or after in NOT_AS or "as" in following[:3]
        return not compared and _has_verb(following[1:])
    if said == "since":
        dated = (end < len(words) and words[end].number is not None) or after in {"then", "that"}
        if opens:
            following = _to_comma(reading, words[end : end + len(following)])
        elif "and" in following:
            following = following[: following.index("and")]
        return not dated and _has_verb(following[1:])
    if said == "if":
        rest = [word.text for word in words[start : start + REACH_BACK] if word.sentence == words[start].sentence]
        return before not in {"as", "even", "what", "see"} and bool(CONDITIONAL & set(rest))
    if said.startswith("with ") and not said.startswith("with the "):
        # "With no coal, ..."; "a country with no coal" is one that has none.
        return opens
    return said != "causes" or (before not in BEFORE_NOUN and after not in AFTER_NOUN)


def _to_comma(reading: Reading, words: Sequence[Word]) -> list[str]:
    """The texts of the words up to the first comma."""
    cut = next((i for i, (a, b) in enumerate(pairwise(words), 1) if "," in reading.text[a.end : b.start]), len(words))
    return [word.text for word in words[:cut]]


def _has_verb(texts: Sequence[str]) -> bool:
    return any(text in FINITE or (len(text) > 4 and text.endswith("ed")) for text in texts)


def _with_sides(
    ready: Compiled, words: Sequence[Word], place: tuple[int, int], found: re.Match[str], paragraphs: Sequence[int]
) -> Link | None:
    """The link with what stands on either side of it, or None where a side brings nothing of its own."""
    start, end = place
    sentence = words[start].sentence
    after = _until_next(words, end, sentence)
    before = [word for word in words[max(0, start - REACH_BACK) : start] if word.sentence == sentence]
    said = found[0].lower()
    joined = start > 0 and words[start - 1].text == "and"
    cause, firm = own_words(ready, before), FIRM.match(said) is not None
    opens = joined or not any(word.is_content for word in before) or (said == "if" and not cause)
    both = opens and BEFORE_BOTH.match(said) is not None
    if both:
        # "Since A, B", "and because A B": both sides come after the link.
        before, after = _split(after, halve=joined, conditional=said == "if")
        cause = own_words(ready, before)
    elif not joined and firm and not cause:
        # "This meant that B", "This happened because A": the other side is the sentence before.
        before = [
            word
            for word, paragraph in zip(
                words[max(0, start - REACH_BACK) : start], paragraphs[max(0, start - REACH_BACK) : start], strict=True
            )
            if word.sentence == sentence - 1 and paragraph == paragraphs[start]
        ]
        cause = own_words(ready, before)
    effect = own_words(ready, after)
    new = effect - cause
    said_much = min(sum(word.is_content for word in before), sum(word.is_content for word in after)) >= BOTH_SAY
    least = LEAST_OWN - 1 if said_much else LEAST_OWN
    if not cause or not new or len(cause | effect) < least:
        return None
    return Link(
        found.span(),
        start,
        sentence,
        frozenset(word.clause for word in before),
        frozenset(word.clause for word in after) | {words[start].clause},
        firm,
        MINDFUL.match(said) is not None,
        len(cause | effect),
        tuple(map(tuple, (before, after) if both else (after,))),
    )


def _until_next(words: Sequence[Word], end: int, sentence: int) -> list[Word]:
    return [word for word in words[end : end + REACH_BACK] if word.sentence == sentence]


def _split(words: Sequence[Word], *, halve: bool, conditional: bool) -> tuple[list[Word], list[Word]]:
    """Two halves at the first new clause that has something before it; ``conditional``: or at what would follow."""
    for i, word in enumerate(words):
        if i >= 3 and word.clause != words[i - 1].clause and word.text not in {"and", "but", "as", "because"}:
            return list(words[:i]), list(words[i:])
        if i >= 3 and conditional and word.text in CONDITIONAL:
            # "If he was friendly they would stop": what would follow begins with who would.
            at = i - (word.text not in CONTRACTED)
            return list(words[:at]), list(words[at:])
    half = len(words) // 2 if halve and len(words) >= 9 else len(words)
    return list(words[:half]), list(words[half:])
