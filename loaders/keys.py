"""Ids of what ledgers speak of: the same thing named in two ledgers gets the same id on every import."""

import hashlib
import re
from enum import Enum
from typing import Any, Final

from graph_model.sealing import Sealer
from loaders.headers import normal

PREFIX_OF: Final = {
    "Organisation": "org-",
    "PartyOrganisation": "party-",
    "Team": "team-",
    "Alliance": "alliance-",
    "Person": "person-",
    "Resource": "resource-",
    "Need": "need-",
    "Problem": "problem-",
    "Project": "project-",
    "Post": "post-",
    "Activity": "activity-",
    "Station": "station-",
    "Whistle": "whistle-",
}
NOUN_OF: Final = {
    "Organisation": "单位",
    "PartyOrganisation": "党组织",
    "Team": "团队",
    "Alliance": "联盟",
    "Person": "人员",
    "Resource": "资源",
    "Need": "需求",
    "Problem": "问题",
    "Project": "项目",
    "Post": "岗位",
    "Activity": "活动",
    "Station": "驿站",
    "Whistle": "吹哨",
    "Territory": "地域",
}
LEDGER_OF: Final = {
    "Organisation": "单位",
    "PartyOrganisation": "党组织",
    "Team": "团队",
    "Alliance": "联盟",
    "Person": "党员或志愿者",
    "Resource": "资源清单",
    "Need": "需求清单",
    "Post": "岗位",
    "Activity": "活动",
    "Project": "项目清单",
    "Territory": "区划",
}
DIGITS: Final = 16
OWN_ID: Final = re.compile(rf"(?:{'|'.join(PREFIX_OF.values())})[0-9a-f]{{{DIGITS}}}(?:[0-9a-f]{{4}})?", re.IGNORECASE)
"""What ids of this system look like whose end was worked out; those of persons are four longer."""
LONGEST_NUMBER: Final = 64
"""Characters of a number up to which it stands in an id as it is; a longer one is hashed."""


def node_id(label: str, *parts: object) -> str:
    """Id of a node out of what makes it that thing, such as its name and place; spelling marks do not matter."""
    said = "|".join(normal(str(part)) for part in parts if part not in {None, ""})
    return PREFIX_OF[label] + hashlib.blake2b(said.encode(), digest_size=DIGITS // 2).hexdigest()


def numbered_id(label: str, number: str) -> str:
    """Id of a node that carries a number of its own in the ledger."""
    plain = normal(number)
    safe = plain.isascii() and plain.isalnum() and len(plain) <= LONGEST_NUMBER
    return PREFIX_OF[label] + plain if safe else node_id(label, "编号", plain)


def shortened(words: str) -> str:
    """Words that become part of an id, hashed when they are longer than any number."""
    return words if len(words) <= LONGEST_NUMBER else hashlib.blake2b(words.encode(), digest_size=DIGITS).hexdigest()


def person_keys(
    sealer: Sealer, name: str | None, number: str | None, phone: str | None, id_number: str | None
) -> list[str]:
    """Keyed hashes a person is known by, the surest first: ID number, number with name, phone with name."""
    said = []
    if id_number:
        said.append(id_number)
    if number and name:
        said.append(f"编号|{normal(number)}|{name}")
    if phone and name:
        said.append(f"电话|{phone}|{name}")
    return [sealer.identity_key(one) for one in said]


def person_id(key: str) -> str:
    """Id of a person by the surest of their keyed hashes."""
    return PREFIX_OF["Person"] + key[: DIGITS + 4]


def plain(value: Any) -> Any:  # noqa: ANN401 - any graph value
    """Value as the driver takes it: terms as their words, tuples as lists."""
    kind = type(value)
    if kind is str or kind is int:
        return value
    if isinstance(value, Enum):
        return value.value
    return list(value) if kind is tuple else value
