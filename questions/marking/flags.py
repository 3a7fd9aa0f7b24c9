"""Answers, or parts of answers, that are no answer: each kind by name, with a line that a student may read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from questions.marking.compiled import Compiled
from questions.marking.language.text import FUNCTION_WORDS, NEGATORS, Reading, Word, part_of, read
from questions.marking.language.verbs import AUXILIARIES, PREPOSITIONS, base_of, is_past

FLAGS: Mapping[str, str] = MappingProxyType(
    {
        "blank": "There is no answer to mark.",
        "other_language": "What does not seem to be written in English is not read: the question is marked in English.",
        "copied_question": "Words of the question by themselves earn nothing.",
        "keywords": "These are single words in a row. Say what they have to do with the question.",
        "copied_descriptor": "This repeats the level description. Show what it asks for in your own answer.",
        "instructions": "Remarks to the marker were left out; only the answer itself was marked.",
        "negated": "Something that would have earned a mark was said not to be so.",
        "contradiction": "The answer says something and also its opposite; that earns nothing.",
        "roles": "Who did what to whom seems to be the wrong way round in part of the answer.",
        "numbers": "A date or number in the answer does not fit.",
        "other_date": "A date or number is not that of the mark scheme. It costs nothing here, but check it.",
        "names": "A name in the answer stands where another one belongs.",
        "topic": "A thing is only named in part of the answer. Say what happened to it, or what it did.",
        "hedged": "Where both sides are offered, neither can be credited.",
        "rejected": "The answer comes near a point, but something that it adds makes it wrong.",
        "list_rule": "More answers were given than the question asked for; only the first ones were marked.",
        "repeated": "A point of the mark scheme is given twice, or two have the same words; each counts once.",
        "unlisted": "Part of this may be a good point that the mark scheme does not list.",
        "no_vectors": "Marked by words alone, because the word table is not installed.",
        "ruling": "A teacher has already settled this answer or one very like it.",
        "off_question": "This answers another question. Begin from what this one asks.",
        "narrative": "This tells what happened. Say how it answers the question: what caused what, or what changed.",
        "general": "This keeps to general statements. Name one thing that happened and say why it mattered.",
        "list": "Points are named one after the other. Explaining one earns more than naming another.",
        "padded": "One point fills the whole answer. Saying it again earns nothing; a second point does.",
        "copied_scheme": "Several points are in the mark scheme's own words. Put them in your own, and explain them.",
        "wrong_support": "A date or name in the answer does not fit. It supports nothing, but costs nothing either.",
        "long": "This is longer than what is read: only its first 20,000 characters were marked.",
    }
)

BLANKS = frozenset(
    """idk|i dont know|dont know|no idea|no clue|dunno|not sure|i am not sure|im not sure|unsure|n a|na|none|nothing|no
    answer|no response|blank|skip|pass|i have no idea|no comment|cant remember|i cant remember|i forgot|forgot|i forget|
    no opinion|i do not know|do not know|not applicable|sorry|sorry i dont know|i didnt revise this|help|asdf|test|hi|
    hello|idc|i dont care|dont care|boring|this is boring
    """.replace("\n", " ").split("|")
)
_BLANKS = frozenset(re.sub(r" +", " ", text).strip() for text in BLANKS)
_LONGEST_BLANK = max(len(text.split()) for text in _BLANKS)

TALK = frozenset("lol lmao haha hahaha omg".split())
BESIDE_BLANKS = TALK | frozenset("tbh bro mate sir miss sorry please um er erm hmm".split())
"""Words that are no answer, and those beside such an answer that make it none: "idk lol"."""

FOREIGN = frozenset(
    """le la les des une du et est pas que qui dans sur avec parce etaient etait leur nous vous ils der das und
    ist nicht ein eine dem mit fur auf von weil wurde waren sich auch el los las una y es por con para como porque
    fue eran il lo gli che di sono perche non della nel een het van niet zijn voor chinos
    del dell alla uno hanno sua erano stato com da ve las ante fueron habia nao uma pela pelo foi eram sao porque nie
    sie ze zeby przez jest byl byla bylo oraz dla ktory lui fost era bir bu icin ile zu zum vom bei haben hatte
    wurden werden wird uit ook naar bij daki yn oedd wedi gan des""".split()
)
BEYOND_LATIN = re.compile(r"[^\W\u0000-\u024f]")
INSTRUCTIONS = re.compile(
    r"\b(mark ?schemes?|award (this|me|full|the|\d|one|two|three|all)|full marks|(give|grant|award) (me|this|it) "
    r"(\w+ ){0,3}(marks?|\d ?/ ?\d)|ignore (all|the|any|your|previous)\b.*\b(instructions?|schemes?|above)|"
    r"this is (a|the) correct answer|correct answer|you are (an?|the) (ai|examiner|marker)|system prompt|"
    r"dear (examiner|marker)|please (mark|be kind|give|award|credit)|maximum (of )?(\d+ )?marks?|"
    r"marks? for (each|every|any)|as an? (ai|examiner),? you|as an ai|mark this|mark ?: ?\d+|"
    r"(you|examiners?|markers?) (must|should|have to|need to) (award|credit|mark) (this|me|my|full|\d+))\b",
    re.IGNORECASE,
)
INSTRUCTION_SIGNS = (
    "mark", "award", "correct answer", "gnore", "you ", "prompt", "exam", "please", "as an",
)  # fmt: skip
"""Each instruction holds one of these: looking for them first takes a tenth of the time."""


def is_blank(reading: Reading) -> bool:
    """Whether there is nothing to mark: no words, or only "I don't know"."""
    if not reading.words or not any(sign.isalnum() for sign in reading.text):
        return True
    if len(reading.words) > 2 * _LONGEST_BLANK:
        return False
    texts = [word.text for word in reading.words]
    told = " ".join(text for text in texts if text not in BESIDE_BLANKS)
    return " ".join(texts) in _BLANKS or told in _BLANKS or TALK.issuperset(texts)


def is_other_language(reading: Reading, is_strange: Callable[[Word], bool]) -> bool:
    """Whether the small words are those of another language, or the letters of another script, or no small word is
    English and some ``is_strange``: no English word, and near to none."""
    beginning = reading.text[:2000]
    if not beginning.isascii():
        strange = sum(map(str.isalpha, BEYOND_LATIN.findall(beginning)))
        if strange and strange > 0.5 * sum(map(str.isalpha, beginning)):
            return True
    if _is_foreign(reading, reading.words, KINDS):
        return True
    if len(reading.words) < FEWEST_FOREIGN or any(_is_plainly_english(word) for word in reading.words):
        return False
    told = [w for i, w in enumerate(reading.words) if not (w.capital and i) and w.number is None]
    foreign = {word.text for word in told if word.text in FOREIGN or not reading.text[word.start : word.end].isascii()}
    longer = {word.text: word for word in told if word.is_content and len(word.text) > LITTLE}
    unknown = {text for text, word in longer.items() if is_strange(word)}
    known = len(longer.keys() - unknown - foreign)
    if len(foreign) >= KINDS:
        return len(foreign | unknown) >= known
    return len(unknown) > 1 and len(foreign | unknown) >= STRANGE and len(unknown) >= TWICE * known


FEWEST_FOREIGN, STRANGE, LITTLE, TWICE = 4, 3, 4, 2
"""Words from which a text may be in another language; strange ones, small ones of another language among them; letters
beyond which a word says something of its language, and how many strange ones stand against each that is English."""

ANYWHERE = frozenset("a i o in on to do no me so an as he we was war of or per".split())
"""English small words that other languages have, too."""


def _is_plainly_english(word: Word) -> bool:
    return word.text in FUNCTION_WORDS and word.text not in FOREIGN and word.text not in ANYWHERE


def in_english(reading: Reading) -> Reading:
    """The reading without the sentences whose small words are those of another language."""
    if FOREIGN.isdisjoint(word.text for word in reading.words):
        return reading
    sentences = [reading.sentence(number) for number in range(len(reading.sentence_starts))]
    kept = [word for words in sentences if not _is_foreign(reading, words, SURELY) for word in words]
    return reading if len(kept) == len(reading.words) else part_of(reading, kept)


KINDS, SURELY = 2, 3
"""Different small words of another language that an answer has at least, and a sentence that has English ones too."""


def _is_foreign(reading: Reading, words: Sequence[Word], kinds: int) -> bool:
    """Whether small words are of another language, those with a capital left out: "El Paso, Las Cruces" are names."""
    foreign = [word.text for word in words if word.text in FOREIGN and reading.text[word.start].islower()]
    if not foreign:
        return False
    english = sum(word.text in FUNCTION_WORDS and word.text not in FOREIGN for word in words)
    if len(words) < 4 or len(set(foreign)) < (kinds if english else KINDS):
        return False
    return len(foreign) > 1.5 * english and len(foreign) >= 0.12 * len(words)


def is_copied_question(ready: Compiled, reading: Reading) -> bool:
    """Whether the answer is the question again: most of its words, and hardly another one."""
    content = [word for word in reading.words if word.is_content]
    if len(content) < 3 or not ready.question_stems:
        return False
    asked = [word for word in content if word.stem in ready.question_stems]
    share = len({word.stem for word in asked}) / len(ready.question_stems)
    return len(asked) >= 0.8 * len(content) and share >= 0.5


def keyword_items(reading: Reading) -> int:
    """The number of items where the answer is bare words in a row, else 0; the figures before items are none."""
    words = [word for word in reading.words if not word.text.isdigit()]
    if len(words) < 4:
        return 0
    small = _small(words)
    if small > 0.2 * len(words):
        return 0
    cuts = _cuts(reading.text, words)
    if not cuts and small > 0.1 * len(words):
        return 0
    if cuts and (cuts + 1) * 2 < len(words):
        return 0
    if cuts:
        return 0 if _is_told(reading.text, words) else cuts + 1
    told = _is_statement(words) or any(_tells_what_is_done(word) for word in words)
    return 0 if told or len(words) > 14 else len(words)


JOINS, ARTICLES = frozenset(("and", "plus")), frozenset(("the", "a", "an"))


def bare_items(reading: Reading) -> int:
    """The number of items where the answer is a few single words or names, with a sign or an "and" between each and the
    next, as in "Peng and MacArthur"; else 0. Figures before them are none."""
    words = [word for word in reading.words if not word.text.isdigit()]
    sizes = [0]
    for i, word in enumerate(words):
        if word.text in JOINS or (i and not is_one_item(reading.text[words[i - 1].end : word.start])):
            sizes.append(0)
        if word.text in JOINS or (word.text in ARTICLES and not sizes[-1]):
            continue
        if word.text in FUNCTION_WORDS or word.text in AUXILIARIES:
            return 0
        # The words of a name are one.
        sizes[-1] += not (sizes[-1] and word.capital and words[i - 1].capital)
    items = [size for size in sizes if size]
    return len(items) if len(items) > 1 and max(items) == 1 else 0


def _is_told(text: str, words: Sequence[Word]) -> bool:
    """Whether half of the items or more say what is done: "prices rose, savings lost"."""
    starts = [0, *(i for i, (a, b) in enumerate(pairwise(words), 1) if not is_one_item(text[a.end : b.start]))]
    items = [words[start:end] for start, end in pairwise((*starts, len(words)))]
    told = sum(len(item) > 1 and any(_tells_what_is_done(word) for word in item) for item in items)
    return 2 * told >= len(items)


LONG_ROW, SHORT_ROW, LEAST_ROW = 10, 5, 4
"""Bare words in a row from which they state only what is side by side, from which the order matters, and from which it
does where they are to say what is done."""

BARE = 0.05
"""Share of small words up to which words are bare."""


def bare_words(reading: Reading) -> int:
    """The number of words where they are a row with hardly a small word and no sign between, verbs among them or not;
    else 0."""
    words = [word for word in reading.words if word.number is None]
    small = _small(words)
    if (
        len(words) < LEAST_ROW
        or small > BARE * len(words)
        or _cuts(reading.text, words)
        or _has_grammar(reading.text, words)
    ):
        return 0
    return len(words)


TYING = AUXILIARIES | NEGATORS | PREPOSITIONS
OWNER = re.compile(r"[a-z]['’]s?$", re.IGNORECASE)


def _has_grammar(text: str, words: Sequence[Word]) -> bool:
    """Whether one of bare words ties others together after all: "men weren't allowed", "people's savings"."""
    return any(word.text in TYING or OWNER.search(text, word.start, word.end) for word in words)


def _small(words: Sequence[Word]) -> int:
    """How many words tie others together; "=" and its like do too."""
    return sum([word.text in FUNCTION_WORDS or not word.text[:1].isalnum() for word in words])


def _tells_what_is_done(word: Word) -> bool:
    """Whether it is a verb, and not part of a name as in "United Front"."""
    return (is_past(word.text) and not word.capital) or word.text in AUXILIARIES


HARDLY_NOUNS = frozenset(
    base_of(word)
    for word in """allow avoid become bring build carry cause create destroy eat give grow help hold improve increase
    keep kill let lose make need prevent produce protect reduce remove save send stop take teach wear want
    win""".split()
)


def _is_statement(words: Sequence[Word]) -> bool:
    """Whether a few bare words in a row have a verb between the others: "Dams stop big floods"."""
    return len(words) <= FEW and any(base_of(word.text) in HARDLY_NOUNS and not word.capital for word in words[1:-1])


PARTING = re.compile(r"[,;/\n|–—.]| - ")
"""Signs that part one item from the next."""


def is_one_item(text: str) -> bool:
    """Whether no sign parts the text into items."""
    return PARTING.search(text) is None


def item_around(text: str, place: int) -> tuple[int, int]:
    """Where the item that a place lies in begins and ends."""
    starts = [sign.end() for sign in PARTING.finditer(text, 0, place)]
    following = PARTING.search(text, place)
    return (starts or [0])[-1], following.start() if following else len(text)


def _cuts(text: str, words: Sequence[Word]) -> int:
    """How many signs part one item from the next."""
    gaps = (text[a.end : b.start] for a, b in pairwise(words))
    return sum(gap != " " and not is_one_item(gap) for gap in gaps)


FEW, FEWER = 6, 4
"""Up to so many bare words may be one answer, and may be it in any order; more that state nothing are a list."""


def is_one_answer(reading: Reading, order: Sequence[int], *, one_idea: bool) -> bool:
    """Whether bare words in a row are a short answer and not a list: "Canada's first Prime Minister".

    ``order`` are the indexes of the phrase's words in the order in which the answer has them, which is to be the
    phrase's own where there are more than a few. Where the question has several points, most of the words must be of
    the one phrase.
    """
    words = reading.words
    if _cuts(reading.text, words) or len(words) > FEW:
        return False
    in_order = all(a < b for a, b in pairwise(order))
    return len(words) <= FEWER or in_order if one_idea else 2 * len(order) > len(words) and in_order


def is_instruction(text: str) -> bool:
    """Whether a sentence speaks to the marker."""
    return may_instruct(text) and INSTRUCTIONS.search(text) is not None


def may_instruct(text: str) -> bool:
    """Whether a sentence of the text may speak to the marker."""
    plain = text.casefold()
    return any(sign in plain for sign in INSTRUCTION_SIGNS)


def is_copied_descriptor(ready: Compiled, reading: Reading) -> bool:
    """Whether the answer is a level's descriptor again."""
    content = {word.stem for word in reading.words if word.is_content}
    if len(content) < 3:
        return False
    for level in ready.scheme.levels:
        own = descriptor_stems(level.descriptor)
        if own and len(content & own) >= 0.75 * len(content):
            return True
    return False


@lru_cache(maxsize=1000)
def descriptor_stems(descriptor: str) -> frozenset[str]:
    """Stems of the content words of a descriptor, and the words that announce one."""
    return frozenset(word.stem for word in read(descriptor).words if word.is_content) | {
        "level",
        "mark",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
    }
