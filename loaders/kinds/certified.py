"""Skills named by the certificate that proves them: 低压电工证（2028年5月到期） among those of a person or a post."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from graph_model.taxonomy import Skill, Taxonomy

HOLDING: Final = re.compile(r"^(?:必须|须|需要|需|应|要)?(?:持有效|持有|持|具有|具备|有)?")
HOLDER: Final = re.compile(r"(?:上岗|者优先|优先|者|资格)$")
BEHIND: Final = re.compile(r"^(.+?)[（(：:]([^（()）]*)[)）]?$")
DAY: Final = re.compile(r"(?:19|20)\d{2}(?:年|[-./]\d)[\d年月日./-]*")


class Certified(NamedTuple):
    """A skill, the standard name of its certificate and the day written behind it as it is written."""

    skill: Skill
    certificate: str
    until: str


@lru_cache(maxsize=20_000)
def certified(taxonomy: Taxonomy, words: str) -> Certified | None:
    """Give the skill that some words name by its certificate; None when they name none, or one of several skills."""
    bare = HOLDER.sub("", HOLDING.sub("", words.strip()))
    if (skill := taxonomy.only_skill_of_certificate(bare)) is not None:
        return Certified(skill, taxonomy.certificate_name(bare), "")
    told = BEHIND.match(bare)
    skill = taxonomy.only_skill_of_certificate(told[1]) if told else None
    if told is None or skill is None:
        return None
    day = DAY.search(told[2])
    return Certified(skill, taxonomy.certificate_name(told[1]), day[0] if day else "")
