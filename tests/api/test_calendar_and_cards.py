"""Calendars and contact cards, read back by parsers of their own: nothing lost, nobody told of who did not agree."""

from datetime import UTC, date, datetime
from typing import Any

import httpx
import icalendar
import pytest
import vobject

from api.answers.files_out import file_answer
from api.answers.forms import FormQuestion
from api.asking import Asking
from api.errors import BadQuestion, UnknownThing
from api.reports.content_lines import lines_of, text
from graph_model import events
from graph_model.driver import Graph
from graph_model.entities import Person
from graph_model.entities.terms import EventKind
from graph_model.needs import NEEDS, ORGANISATION_ASSIGNMENTS
from graph_model.persons import PERSONS
from graph_model.posts import FILLINGS
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import FIRST, SATURDAY, SECOND
from tests.loaders.ledgers import SEALER

CONTACT = "联系本人"


@pytest.fixture
def busy(district: Graph) -> Asking:
    """Chen has a post on Saturdays until March; the power company has a need with a deadline."""
    away = (date(2026, 12, 5), date(2026, 12, 7))
    agreed = {"consent": True, "consent_purpose": "可以电话联系"}
    chen = Person(id="person-chen", name="陈志强", unavailable_on=away, phone=SEALER.seal("13800000001"), **agreed)
    PERSONS.save(district, chen, Person(id="person-sun", name="孙立", consent=False))
    held = Tie("person-chen", "post-repair", since=date(2026, 11, 19), until=date(2027, 3, 1))
    FILLINGS.open(district, held)
    ORGANISATION_ASSIGNMENTS.open(district, Tie("org-power", "need-lamp", since=date(2026, 11, 20)))
    return asking(district)


def written(asked: Asking, form: str, **given: str) -> tuple[str, bytes]:
    return file_answer(asked, FormQuestion(form, **given), SEALER)


def happenings(asked: Asking, **given: str) -> list[Any]:
    return icalendar.Calendar.from_ical(written(asked, "日历", **given)[1]).walk("VEVENT")


def test_a_post_is_every_week_while_it_is_held_but_for_days_away(busy: Asking) -> None:
    (one,) = happenings(busy, who="person-chen")
    assert (str(one["summary"]), str(one["location"])) == ("水电维修岗", "翠苑街道翠苑一区社区")
    assert (one.start, one.end) == (datetime(2026, 11, 21, 8), datetime(2026, 11, 21, 12))  # noqa: DTZ001 local on purpose
    assert one["rrule"]["byday"] == ["SA"]
    assert one["rrule"]["until"] == [datetime(2027, 3, 1, 23, 59, 59)]  # noqa: DTZ001 local on purpose
    assert [day.dt for day in one["exdate"].dts] == [datetime(2026, 12, 5, 8)]  # noqa: DTZ001 local on purpose


def test_a_place_has_the_half_days_of_all_and_masks_the_names_of_persons(busy: Asking) -> None:
    told = sorted(str(one["summary"]) for one in happenings(busy, place=FIRST))
    assert told == ["水电维修岗（陈**）", "老人家里的电灯坏了没人修（区供电公司）"]
    assert happenings(busy, place=SECOND) == []
    (named,) = [one for one in happenings(busy, place=FIRST, purpose=CONTACT) if "陈" in str(one["summary"])]
    assert "陈志强" in str(named["summary"])


def test_who_took_a_calendar_with_names_is_noted_and_who_took_none_is_not(busy: Asking) -> None:
    before = events.latest_seq(busy.graph)
    written(busy, "日历", place=FIRST)
    written(busy, "日历", who="person-chen", purpose=CONTACT)
    written(busy, "日历", place=SECOND, purpose=CONTACT)
    assert events.since(busy.graph, before) == []
    written(busy, "日历", place=FIRST, purpose=CONTACT)
    (noted,) = events.since(busy.graph, before)
    assert (noted.kind, noted.by, noted.subjects) == (EventKind.RECORDS_TAKEN, "张三", ("person-chen",))
    assert "日历" in str(noted.detail)


def test_a_need_is_once_and_without_times_stands_on_its_deadline(busy: Asking) -> None:
    (one,) = happenings(busy, who="org-power")
    assert (one.start, "rrule" in one) == (date(2026, 11, 24), False)
    (need,) = NEEDS.find_all(busy.graph, busy.scope, ["need-lamp"])
    NEEDS.save(busy.graph, need.model_copy(update={"slots": SATURDAY}))
    (timed,) = happenings(busy, who="org-power")
    assert (timed.start, "rrule" in timed) == (datetime(2026, 11, 21, 8), False)  # noqa: DTZ001 local on purpose


def test_the_same_works_give_the_same_bytes_and_a_change_a_later_sequence(busy: Asking) -> None:
    assert written(busy, "日历") == written(busy, "日历")
    before = {str(one["uid"]): one for one in happenings(busy)}
    assert len(before) == 2
    assert all(one["dtstamp"].dt.tzinfo is not None and int(one["sequence"]) > 0 for one in before.values())
    decided = {"decided_at": datetime(2031, 1, 1, tzinfo=UTC)}
    held = Tie("person-chen", "post-repair", since=date(2026, 11, 19), properties=decided)
    FILLINGS.open(busy.graph, held)
    after = {str(one["uid"]): one for one in happenings(busy)}
    assert [uid for uid in after if int(after[uid]["sequence"]) > int(before[uid]["sequence"])] == [
        uid for uid in before if "person-chen" in uid
    ]


def test_lines_are_folded_at_75_octets_and_no_character_is_split() -> None:
    words = "社区；楼道,灯;坏\\了\n" * 30
    content = lines_of([f"SUMMARY:{text(words)}"])
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])
    event = b"BEGIN:VEVENT\r\n" + content + b"END:VEVENT\r\n"
    assert str(icalendar.Event.from_ical(event)["summary"]) == words


def test_cards_are_of_those_who_agreed_with_what_they_agreed_to(busy: Asking) -> None:
    before = events.latest_seq(busy.graph)
    name, content = written(busy, "名片", who="person-chen", purpose=CONTACT)
    (card,) = vobject.readComponents(content.decode())
    assert name == "陈志强名片-2026-11-22.vcf"
    assert (card.version.value, card.fn.value, card.tel.value) == ("4.0", "陈志强", "tel:+8613800000001")
    assert card.org.value == ["区供电公司"]
    assert content.startswith(b"BEGIN:VCARD\r\nVERSION:4.0\r\n")
    (noted,) = events.since(busy.graph, before)
    assert (noted.kind, noted.subjects) == (EventKind.RECORDS_TAKEN, ("person-chen",))


@pytest.mark.parametrize(
    "phones", ["13800000001/057188888888", "13800000001 057188888888", "138 0000 0001、0571 88888888；13800000001"]
)
def test_a_field_of_two_phones_is_two_numbers(busy: Asking, phones: str) -> None:
    agreed = {"consent": True, "consent_purpose": "可以电话联系"}
    PERSONS.save(busy.graph, Person(id="person-chen", name="陈志强", phone=SEALER.seal(phones), **agreed))
    content = written(busy, "名片", who="person-chen", purpose=CONTACT)[1].decode()
    (card,) = vobject.readComponents(content)
    assert [one.value for one in card.tel_list] == ["tel:+8613800000001", "tel:057188888888"]
    assert "UID;VALUE=text:person-chen" in content


def test_wide_spaces_are_kept_as_spaces_and_what_cannot_be_seen_is_left_out() -> None:
    assert text("翠苑\u3000一区\u00a0东\u200b门\x07") == "翠苑 一区 东门"


def test_a_card_has_no_phone_unless_that_was_agreed_to(busy: Asking) -> None:
    PERSONS.save(busy.graph, Person(id="person-chen", name="陈志强", consent_purpose="供需匹配"))
    (card,) = vobject.readComponents(written(busy, "名片", who="person-chen", purpose=CONTACT)[1].decode())
    assert "tel" not in card.contents


@pytest.mark.parametrize(
    ("who", "purpose"), [("person-sun", CONTACT), ("person-chen", None), ("person-chen", "供需对接")]
)
def test_who_did_not_agree_has_no_card_and_without_its_purpose_there_is_none(
    busy: Asking, who: str, purpose: str | None
) -> None:
    with pytest.raises(BadQuestion):
        file_answer(busy, FormQuestion("名片", who=who, purpose=purpose), SEALER)


def test_pages_lead_to_calendar_and_cards_and_a_wrong_ending_is_none(reader: httpx.Client) -> None:
    page = reader.get("/persons/person-chen").text
    assert "/lists/forms/日历.ics?who=person-chen" in page
    assert "/lists/forms/名片.vcf?who=person-chen" in page
    assert f"/lists/forms/日历.ics?place={FIRST}" in reader.get(f"/territories/{FIRST}").text
    answer = reader.get("/api/v1/forms/日历.ics", params={"place": FIRST})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert reader.get("/api/v1/forms/日历.xlsx").status_code == 404


def test_what_is_no_file_is_refused(busy: Asking) -> None:
    with pytest.raises(UnknownThing, match="日历"):
        written(busy, "第四张清单")
