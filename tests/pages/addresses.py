"""One address for every kind of page of the sample district."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from api.answers.strength import subjects_by_id
from api.answers.territories import people_answer
from api.answers.undoing import latest_runs
from api.questions import PeopleQuestion

if TYPE_CHECKING:
    from tests.pages.conftest import Site

DAY = "2025-06-01"
WORDS = "楼上独居的老人家里电灯坏了没人修"
Finder = Callable[["Site"], str]


def _helper(kind: str) -> Finder:
    def find(site: "Site") -> str:
        return min(row.id for row in site.view().helpers.rows if row.kind == kind)

    return find


def _work(kind: str) -> Finder:
    def find(site: "Site") -> str:
        return min(one.row.id for one in site.view().works.demands if one.row.kind == kind)

    return find


def _place(level: str) -> Finder:
    def find(site: "Site") -> str:
        return next(row.id for row in site.view().territories.rows if row.level == level)

    return find


def _peopled(site: "Site") -> str:
    """A community that lists somebody on the day whose tags are longer than the name: a link within text, to axe."""
    for row in site.view().territories.rows:
        if row.level == "community":
            people = people_answer(site.asking(), PeopleQuestion(row.id, DAY)).items
            if any(len(" ".join(one.tags)) > len(one.name) for one in people):
                return row.id
    raise LookupError(DAY)


def _star(site: "Site") -> str:
    return next(one.id for one in subjects_by_id(site.asking()).values() if "茶乡" in one.name)


def _import(site: "Site") -> str:
    return latest_runs(site.parts.graph)[0].run


def _committee(site: "Site") -> str:
    return next(one.id for one in subjects_by_id(site.asking()).values() if one.kind == "committee")


ADDRESSES: dict[str, tuple[str, tuple[Finder, ...]]] = {
    "desk": ("/", ()),
    "what an import changed": ("/import/changes?run={}", (_import,)),
    "who, not asked yet": ("/who", ()),
    "who": (f"/who?work={quote(WORDS)}", ()),
    "who, nobody": (
        f"/who?work={quote(WORDS)}&kind=resource&eligibility={quote('符合')}&place={{}}",
        (_place("community"),),
    ),
    "who, not understood": (f"/who?work={quote('地球为什么是圆的')}", ()),
    "where, not asked yet": ("/who/where", ()),
    "where": ("/who/where?helper={}", (_helper("person"),)),
    "overview": ("/who/overview", ()),
    "overview of a subdistrict": ("/who/overview?place={}", (_place("subdistrict"),)),
    "why not, not asked yet": ("/why-not", ()),
    "why not, supposing": (f"/why-not?helper={{}}&work={{}}&what={quote('定人')}", (_helper("person"), _work("post"))),
    "week": ("/week", ()),
    "pool": ("/pool", ()),
    "pool, one post": ("/pool/{}", (_work("post"),)),
    "pool, one post with a seat more": (f"/pool/{{}}?what={quote('名额')}&value=9", (_work("post"),)),
    "to verify": ("/to-verify", ()),
    "to verify, beyond the gaps": (f"/to-verify?span={quote('全部')}&rule=consent", ()),
    "proposed projects": ("/projects/proposed", ()),
    "proposed projects waiting for one thing": (f"/projects/proposed?lacking={quote('停车充电的场地')}", ()),
    "proposed projects of a community": ("/projects/proposed?place={}", (_place("community"),)),
    "chain": ("/chain", ()),
    "chain of a subdistrict": ("/chain?place={}", (_place("subdistrict"),)),
    "service circle": ("/places", ()),
    "service circle of a subdistrict": ("/places?place={}", (_place("subdistrict"),)),
    "next station": ("/places/next?stations=3", ()),
    "facility standard": ("/places/standard", ()),
    "model communities": ("/places/models?place={}", (_place("subdistrict"),)),
    "alliances": ("/alliances", ()),
    "reports of the week": ("/alliances/weeks", ()),
    "alliances of a subdistrict": ("/alliances?level=committee&place={}", (_place("subdistrict"),)),
    "an alliance": ("/alliances/{}?quarter=2026Q1", (_star,)),
    "a committee": ("/alliances/{}", (_committee,)),
    "picture": ("/picture", ()),
    "picture of an alliance, its units": ("/picture?show=units&quarter=2026Q1&alliance={}", (_star,)),
    "picture of a subdistrict": ("/picture?layer=event&layer=alliance&place={}", (_place("subdistrict"),)),
    "picture, nobody found": (f"/picture?find={quote('无此单位')}", ()),
    "targets": ("/targets", ()),
    "a target": ("/targets/s0-paired-communities", ()),
    "a target without data": ("/targets/s0-social-funds", ()),
    "evaluation": ("/evaluation", ()),
    "evidence": ("/evidence", ()),
    "person": ("/persons/{}", (_helper("person"),)),
    "organisation": ("/organisations/{}", (_helper("organisation"),)),
    "team": ("/teams/{}", (_helper("team"),)),
    "resource": ("/resources/{}", (_helper("resource"),)),
    "post": ("/posts/{}", (_work("post"),)),
    "need": ("/needs/{}", (_work("need"),)),
    "community": ("/territories/{}", (_place("community"),)),
    "community on a day": (f"/territories/{{}}?as_of={DAY}", (_peopled,)),
    "resources": ("/lists/resource", ()),
    "projects": ("/lists/project", ()),
    "import": ("/import", ()),
    "forms": ("/forms", ()),
    "codes": ("/codes", ()),
    "doubles": ("/doubles", ()),
    "search": (f"/search?q={quote('调解')}", ()),
}


def address_of(site: "Site", name: str) -> str:
    """Return the address of a page, with ids of the district filled in."""
    path, finders = ADDRESSES[name]
    return path.format(*(quote(find(site), safe="") for find in finders))
