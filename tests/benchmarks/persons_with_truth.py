"""Two ledgers of persons of a large district of whom it is known who is who: slips, families, namesakes, twins.

Nobody exists. A household shares a community, often a phone and a surname; names are as unevenly common as in life
(王伟 often, most once); one in 250 has a namesake of the same year in the same community, one in 200 a twin whose name
differs in one character and who shares the parents' phone; one in 50 gave no phone, and the one of whoever filled the
list in stands there. Of the second ledger three fifths are persons of the first, written anew: a character of the same
sound or look, one wrong, two swapped, a way to call somebody (老王), another phone, no phone, a year off by one,
another community, no ID number.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from loaders.demo.sources import names
from loaders.identity.glyphs import ALIKE, sound_of
from loaders.identity.persons import PersonRecord

SHARED: Final = 0.6
TWIN: Final = 0.005
NAMESAKE: Final = 0.004
OFFICE: Final = 0.02
PER_COMMUNITY: Final = 800
SKILLS: Final = tuple(f"skill-{number}" for number in range(60))
GIVEN: Final = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海波鹏飞宇浩轩梓涵欣怡雨佳俊晨思琪子瑞博晓小东林峰辉斌龙鑫凯"
    "婷雪莉倩颖洁璐瑶菲萍燕琴珍凤仙月春秋冬生根水金福德永康卫民庆荣昌盛义忠信仁礼智勤俭朴诚实安宁乐天云山川江河湖清源泉石松柏竹菊荷莲"
)
SOUND_SHARE, LOOK_SHARE, WRONG_SHARE, SWAP_SHARE, CALL_SHARE = 0.025, 0.01, 0.02, 0.004, 0.006


@dataclass(frozen=True, slots=True)
class Truth:
    """The two ledgers and, by id of the second, the id of the first of the same person."""

    left: list[PersonRecord]
    right: list[PersonRecord]
    same: dict[str, str]


class _Names:
    """Names as unevenly common as in life, and the slips people make of them."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._surnames = names("surname")
        self._common = list(accumulate(1.0 / (rank + 3) for rank in range(len(self._surnames))))
        self._given = list(accumulate(1.0 / (rank + 6) for rank in range(len(GIVEN))))
        by_sound: dict[str, list[str]] = {}
        for one in dict.fromkeys(GIVEN + "".join(ALIKE)):
            by_sound.setdefault(sound_of(one), []).append(one)
        self._by_sound = by_sound

    def surname(self) -> str:
        return self._dice.choices(self._surnames, cum_weights=self._common)[0]

    def given(self) -> str:
        length = 1 if self._dice.random() < 0.22 else 2
        return "".join(self._dice.choices(GIVEN, cum_weights=self._given, k=length))

    def one_other(self, name: str) -> str:
        """Change the last character for another of the same list: a twin, or a slip of the hand."""
        return name[:-1] + self._dice.choice([one for one in GIVEN if one != name[-1]])

    def written_anew(self, name: str) -> str:
        """Write a name as another clerk would, seldom with a slip."""
        chance = self._dice.random()
        if chance < SOUND_SHARE:
            return self._slip(name, lambda one: self._by_sound.get(sound_of(one), []))
        if chance < (edge := SOUND_SHARE + LOOK_SHARE):
            return self._slip(name, lambda one: next((list(group) for group in ALIKE if one in group), []))
        if chance < (edge := edge + WRONG_SHARE):
            return self.one_other(name)
        if chance < (edge := edge + SWAP_SHARE) and len(name) > 2:
            return name[0] + name[2] + name[1] + name[3:]
        if chance < edge + CALL_SHARE:
            return self._dice.choice(("老", "小")) + name[0]
        return name

    def _slip(self, name: str, others) -> str:  # noqa: ANN001 - of a character, those it is taken for
        place = self._dice.randrange(1, len(name))
        choices = [one for one in others(name[place]) if one != name[place]]
        return name[:place] + self._dice.choice(choices) + name[place + 1 :] if choices else name


def two_ledgers(count: int, seed: int = 1) -> Truth:
    """Make two ledgers of ``count`` persons each."""
    dice = random.Random(seed)
    writer = _Names(dice)
    everybody = _people(dice, writer, round(count * (2 - SHARED)))
    dice.shuffle(everybody)
    first, strangers = everybody[:count], everybody[count:]
    known = first[: round(count * SHARED)]
    second = [*((one, _written_anew(dice, writer, one)) for one in known), *((None, one) for one in strangers)]
    dice.shuffle(second)
    left = [_as_registered(dice, replace_id(one, f"a{row:07d}")) for row, one in enumerate(first)]
    ids = {one.id: kept.id for one, kept in zip(first, left, strict=True)}
    right, same = [], {}
    for row, (source, one) in enumerate(second[:count]):
        fresh = f"b{row:07d}"
        right.append(_as_listed(dice, replace_id(one, fresh)))
        if source is not None:
            same[fresh] = ids[source.id]
    return Truth(left, right, same)


def replace_id(one: PersonRecord, fresh: str) -> PersonRecord:
    """Give a record another id."""
    return one._replace(id=fresh)


def _people(dice: random.Random, writer: _Names, count: int) -> list[PersonRecord]:
    people: list[PersonRecord] = []
    communities = max(1, count // PER_COMMUNITY)
    while len(people) < count:
        people += _household(dice, writer, len(people), communities)
    return people[:count]


def _household(dice: random.Random, writer: _Names, number: int, communities: int) -> list[PersonRecord]:
    """Make a household: father, mother, children of the father's surname; often one phone for all."""
    community = dice.randrange(communities)
    family, phone = writer.surname(), f"p{number}"
    members = []
    for place in range(dice.choices((1, 2, 3, 4), (30, 35, 25, 10))[0]):
        surname = writer.surname() if place == 1 else family
        born = dice.randrange(1940, 1985) if place < 2 else dice.randrange(1985, 2010)
        own = phone if dice.random() < 0.35 else f"p{number}-{place}"
        own = f"office{community}" if dice.random() < OFFICE else own
        members.append(_person(dice, f"{number}-{place}", surname + writer.given(), born, community, own))
        if dice.random() < TWIN:
            twin = writer.one_other(members[-1].name)
            members.append(members[-1]._replace(id=f"{number}-{place}t", name=twin, identity=f"i{number}-{place}t"))
        if dice.random() < NAMESAKE:
            fresh = _person(dice, f"{number}-{place}n", members[-1].name, born, community, f"p{number}-{place}n")
            members.append(fresh)
    return members


def _person(  # noqa: PLR0917 - what a person is made of
    dice: random.Random, number: str, name: str, born: int, community: int, phone: str
) -> PersonRecord:
    return PersonRecord(
        id=number,
        name=name,
        phone=phone,
        identity=f"i{number}",
        birth_year=born,
        gender=dice.choice("12"),
        home=f"c{community}",
        street=f"s{community // 12}",
        unit=f"u{int(dice.paretovariate(0.6)) % 4000}" if dice.random() < 0.55 else None,
        skills=tuple(sorted(dice.sample(SKILLS, dice.choice((0, 0, 1, 2, 3))))),
    )


def _as_registered(dice: random.Random, one: PersonRecord) -> PersonRecord:
    """Leave out what the first ledger does not know."""
    return _without(dice, one, {"identity": 0.5, "phone": 0.1, "birth_year": 0.1, "unit": 0.2, "home": 0.03})


def _as_listed(dice: random.Random, one: PersonRecord) -> PersonRecord:
    """Leave out what the second ledger does not know."""
    return _without(dice, one, {"identity": 0.75, "phone": 0.15, "birth_year": 0.2, "unit": 0.4, "home": 0.08, "gender": 0.1})  # fmt: skip  # noqa: E501


def _without(dice: random.Random, one: PersonRecord, shares: dict[str, float]) -> PersonRecord:
    return one._replace(**{key: None for key, share in shares.items() if dice.random() < share})


def _written_anew(dice: random.Random, writer: _Names, one: PersonRecord) -> PersonRecord:
    changed: dict[str, object] = {"name": writer.written_anew(one.name)}
    if dice.random() < 0.08:
        changed["phone"] = f"new-{one.id}"
    if dice.random() < 0.05 and one.birth_year:
        changed["birth_year"] = one.birth_year + dice.choice((-1, 1, -10, 10, 9))
    if dice.random() < 0.07:
        changed["home"], changed["street"] = f"c{dice.randrange(300)}", f"s{dice.randrange(25)}"
    if dice.random() < 0.005:
        changed["gender"] = "1" if one.gender == "2" else "2"
    if dice.random() < 0.15:
        changed["unit"] = f"u{dice.randrange(4000)}"
    if one.skills and dice.random() < 0.4:
        changed["skills"] = one.skills[:1]
    return one._replace(**changed)


def found_of(truth: Truth, pairs: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """Count of pairs (first ledger, second) those that are right, and how many persons they find."""
    right = [pair for pair in pairs if truth.same.get(pair[1]) == pair[0]]
    return len(right), len({other for _, other in right})
