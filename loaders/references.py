"""What the graph and the ledgers of this import know by name, so that a cell's words become the id of a node."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import reduce
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from graph_model.driver import Graph
from graph_model.nodes import batches
from graph_model.person_merges import merged_persons
from loaders import reference_texts
from loaders.checking import nearest_name
from loaders.digests import digest_of
from loaders.headers import normal
from loaders.identity.unit_names import called_for_short
from loaders.keys import PREFIX_OF
from loaders.links import LIVES_IN, LOCATED_IN, POST_IN
from loaders.places import Place, Places
from loaders.records import Record

if TYPE_CHECKING:
    from loaders.entry import Entry

NUMBER_IN_BRACKETS: Final = re.compile(r"^(.+?)[(（\[]([^()（）\[\]]+)[)）\]]$")
NAMES: Final = ("name", "title")
PAGE: Final = 5_000
HOMES: Final = (LIVES_IN, LOCATED_IN)
"""Ties that say where a person lives or a unit is."""


class Identity(NamedTuple):
    """Where an import first read an ID number, and the name that stands beside it."""

    name: str
    file: str
    sheet: str
    row: int


class Told(NamedTuple):
    """What a row says of a post, number and place, with the digest of the row."""

    digest: str
    said: dict[str, Any]


class References:
    """Ids by name, number and key; each table is read from the graph when first needed, and grows as rows are read."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._places: Places | None = None
        self._ids: dict[str, dict[str, list[str]]] = {}
        self._known: dict[str, set[str]] = {}
        self._posts: dict[str, dict[str, Any]] = {}
        self._posts_told: dict[str, dict[str, Told]] = {}
        self._days: dict[str, date] = {}
        self._sites: dict[str, str] | None = None
        self._sites_told: dict[str, str] = {}
        self._placed_by: dict[str, dict[str, str | None]] = {}
        self._persons_by_key: dict[str, str] | None = None
        self._merged: dict[str, str] | None = None
        self._stood_for: frozenset[str] = frozenset()
        self.identities: dict[str, Identity] = {}
        self._numbers: dict[tuple[str, str], dict[str, Identity]] = defaultdict(dict)

    @property
    def places(self) -> Places:
        """All territories."""
        if self._places is None:
            self._places = Places(self._graph.rows(reference_texts.TERRITORIES_CYPHER))
        return self._places

    def territory(self, words: str, within: str | None = None) -> Place:
        """Territory some words mean, under ``within`` when the name alone is not enough."""
        return self.places.find(words, within)

    def name_of(self, territory: str) -> str:
        """Name of a territory."""
        return self.places.name_of(territory)

    def find(self, label: str, words: str) -> str | None:
        """Node of ``label`` with this id, name, other name or number; None when there is none or more than one."""
        if (own := self.known_id(label, words)) is not None:
            return own
        table = self._table(label)
        found = table.get(normal(words), [])
        bracketed = None if found else NUMBER_IN_BRACKETS.match(words.strip())
        if bracketed:
            found = table.get(f"#{normal(bracketed[2])}") or table.get(normal(bracketed[1]), [])
        found = found or table.get(f"#{normal(words)}", [])
        return found[0] if len(found) == 1 else None

    def known_id(self, label: str, words: str) -> str | None:
        """Id of the node of ``label`` that some words are the id of, as search and the pages show it."""
        written = words.strip().lower()
        if not written.startswith(PREFIX_OF.get(label, " ")):
            return None
        self._table(label)
        node = self.standing(written) if label == "Person" else written
        return node if node in self._known[label] else None

    def is_called(self, label: str, node: str, name: str) -> bool:
        """Whether a node of ``label`` bears this name."""
        return node in self._table(label).get(normal(name), ())

    def namesakes(self, title: str) -> list[dict[str, Any]]:
        """List the posts of a title, each with id, number and place, by place; rows read but not written count too."""
        ids = self._table("Post").get(normal(title), [])
        if asked := [one for one in ids if one not in self._posts]:
            self._posts |= {one: {"id": one, "number": None, "place": None, "digest": None} for one in asked}
            self._posts |= {row["id"]: row for row in self._graph.rows(reference_texts.POSTS_BY_ID_CYPHER, ids=asked)}
        found = [self._post(one) for one in ids]
        return sorted(found, key=lambda one: (one["place"] is None, one["place"] or "", one["number"] or "", one["id"]))

    def _post(self, post: str) -> dict[str, Any]:
        """Post as the graph has it, with what ledgers say of it now that they had not said there."""
        found = self._posts[post]
        said = self._posts_told.get(post, {})
        new = (one.said for ledger, one in said.items() if digest_of(found["digest"], ledger) != one.digest)
        return reduce(or_, new, found)

    def nearest(self, label: str, words: str) -> str | None:
        """Known name most like the words; of a unit first the one of which they are a usual short or old name."""
        if len(self._table(label).get(normal(words), [])) > 1:
            return f"{words}(有重名，请写编号)"
        return self.called_for_short(label, words) or nearest_name(normal(words), self._names(label))

    def called_for_short(self, label: str, words: str) -> str | None:
        """Give the one registered name of which the words are a usual short or old form; units alone have such."""
        if label != "Organisation" or len(self._table(label).get(normal(words), [])) > 1:
            return None
        return called_for_short(words, self._names(label))

    def _names(self, label: str) -> list[str]:
        return [name for name in self._table(label) if not name.startswith("#")]

    def site_of(self, unit: str) -> str | None:
        """Territory where a unit is; None where nobody said."""
        if self._sites is None:
            self._sites = {row["id"]: row["place"] for row in self._graph.rows(reference_texts.SITES_CYPHER)}
        return self._sites_told.get(unit) or self._sites.get(unit)

    def is_placed_by_another(self, label: str, node: str, ledger: str) -> bool:
        """Whether another ledger than this said where a person lives or a unit is."""
        if label not in self._placed_by:
            text = reference_texts.PLACED_CYPHER[label]
            self._placed_by[label] = {}
            for part in batches(sorted(self._known_of(label)), PAGE):
                rows = self._graph.rows(text, ids=part)
                self._placed_by[label].update((row["id"], row["ledger"]) for row in rows)
        placed = self._placed_by[label]
        return node in placed and placed[node] != ledger

    def _known_of(self, label: str) -> set[str]:
        self._table(label)
        return self._known[label]

    def activity(self, title: str, on: date | None) -> str | None:
        """Activity of this title, on this day when there are several."""
        found = self._table("Activity").get(normal(title), [])
        same_day = [one for one in found if on is None or self._days.get(one) == on]
        return same_day[0] if len(same_day) == 1 else None

    def person_by_keys(self, keys: list[str]) -> str | None:
        """Person known by one of these keyed hashes: the record itself, though it was merged into another."""
        if self._persons_by_key is None:
            self._table("Person")
        known = self._persons_by_key or {}
        for key in keys:
            if key in known:
                return known[key]
        return None

    def standing(self, person: str) -> str:
        """Id that answers for a person: their own, or that of the record theirs was merged into."""
        if self._merged is None:
            self._merged = merged_persons(self._graph)
            self._stood_for = frozenset(self._merged.values())
        return self._merged.get(person, person)

    def stands_for_others(self, person: str) -> bool:
        """Whether another record was merged into this person; asked of ids that `standing` gave."""
        return person in self._stood_for

    def know_identity(self, entry: "Entry") -> None:
        """Remember whose name stands beside an ID number and a number, by the first row that was taken."""
        number, name = entry.values.get("id_number"), entry.values.get("name")
        if not name:
            return
        first = Identity(str(name), entry.job.file, entry.job.sheet, entry.row)
        if number:
            self.identities.setdefault(number, first)
        if "number" in entry.values:
            self._numbers_of(entry).setdefault(normal(str(entry.values["number"])), first)

    def same_numbered(self, entry: "Entry") -> list[tuple[str, str, Identity]]:
        """Rows that give the ID number or the number of this one, each with the field and what staff call it."""
        found: list[tuple[str, str, Identity]] = []
        values = entry.values
        if "name" not in values:
            return found
        if (first := self.identities.get(values.get("id_number", ""))) is not None:
            found.append(("id_number", "身份证号", first))
        if "number" in values and (first := self._numbers_of(entry).get(normal(str(values["number"])))) is not None:
            found.append(("number", "编号", first))
        return found

    def _numbers_of(self, entry: "Entry") -> dict[str, Identity]:
        """Numbers of the sheet a row stands on."""
        return self._numbers[entry.job.file, entry.job.sheet]

    def know_person(self, person: str, keys: list[str]) -> None:
        """Remember a person by these keyed hashes."""
        if self._persons_by_key is None:
            self._table("Person")
        known = self._persons_by_key if self._persons_by_key is not None else {}
        for key in keys:
            if key not in known:
                known[key] = person

    def adopt(self, record: Record, ledger: str) -> None:
        """Know what a finished record of a ledger is about to add, so that later rows can refer to it."""
        props = record.props
        if record.only_links:
            return
        if record.label == "Territory":
            parent = next((link.end for link in record.links if link.kind.type == "PART_OF"), None)
            self.places.add(record.id, props["name"], parent, ended=props.get("valid_until") is not None)
            return
        if record.label in self._placed_by and any(link.kind in HOMES for link in record.links):
            self._placed_by[record.label].setdefault(record.id, ledger)
        if record.label == "Organisation":
            self._sites_told.update((link.start, link.end) for link in record.links if link.kind is LOCATED_IN)
        name = next((props[one] for one in NAMES if one in props), None)
        number = props.get("number") or props.get("uscc")
        record.unheard_of = self._learn(record.label, record.id, [name, *props.get("aliases", [])], number)
        if "on" in props:
            self._days[record.id] = props["on"]
        if record.label == "Post":
            self._hear_of_post(record, ledger)

    def _hear_of_post(self, record: Record, ledger: str) -> None:
        """Remember where a row puts a post, last what was heard last; the graph is asked for it anew."""
        said = {"number": record.props["number"]} if "number" in record.props else {}
        if (place := next((link.end for link in record.links if link.kind is POST_IN), None)) is not None:
            said["place"] = place
        told = self._posts_told.setdefault(record.id, {})
        told.pop(ledger, None)
        told[ledger] = Told(record.digest, said)
        self._posts.pop(record.id, None)

    def forget(self, file: str, sheet: str) -> None:
        """Forget what a sheet said that was held back; tables are read anew from the graph, which has the others."""
        self._places, self._persons_by_key = None, None
        self._ids.clear()
        self._known.clear()
        self._posts.clear()
        self._posts_told.clear()
        self._days.clear()
        self._sites_told.clear()
        self._placed_by.clear()
        here = (file, sheet)
        self.identities = {key: one for key, one in self.identities.items() if (one.file, one.sheet) != here}
        self._numbers.pop(here, None)

    def _table(self, label: str) -> dict[str, list[str]]:
        if label not in self._ids:
            self._ids[label], self._known[label] = {}, set()
            if label == "Person":
                self._persons_by_key = {}
            for row in self._rows(label):
                self._learn_row(label, row)
        return self._ids[label]

    def _rows(self, label: str) -> Iterable[dict[str, Any]]:
        """Rows of a table; persons page by page, for a city of them would outlast the time one question may take."""
        if label != "Person":
            return self._graph.rows(reference_texts.NAMED[label])
        ids = [row["id"] for row in self._graph.rows(reference_texts.PERSON_IDS_CYPHER)]
        ids.sort(key=lambda person: self.standing(person) == person)  # what was merged keeps the keys it had
        pages = (self._graph.rows(reference_texts.PERSONS_CYPHER, ids=page) for page in batches(ids, PAGE))
        return chain.from_iterable(pages)

    def _learn_row(self, label: str, row: dict[str, Any]) -> None:
        node = self.standing(row["id"]) if label == "Person" else row["id"]
        self._learn(label, node, [row["name"], *(row.get("others") or [])], row["number"])
        if row.get("day") is not None:
            self._days[row["id"]] = row["day"]
        if label == "Person":
            self.know_person(row["id"], [row[key] for key in ("identity", "number_key", "phone_key") if row[key]])

    def _learn(self, label: str, node: str, names: list[str | None], number: str | None) -> bool:
        """Remember what a node is called; whether nobody had spoken of it."""
        table, nodes = self._table(label), self._known[label]
        is_new = node not in nodes
        nodes.add(node)
        said = [normal(name) for name in names if name] + ([f"#{normal(number)}"] if number else [])
        for key in dict.fromkeys(said):
            known = table.get(key)
            if known is None:
                table[key] = [node]
            elif is_new or node not in known:
                known.append(node)
        return is_new
