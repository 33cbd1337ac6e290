"""The one Jinja environment: each template compiled once, a page rendered in well under two milliseconds."""

import base64
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse

from api.answers.labels import still_open
from api.asking import Asking
from api.deps import AllParts, AskedBy, Parts
from api.pages import links, marks
from api.pages.assets import address_of
from api.pages.forms import csrf_of
from graph_model.percentages import percent_words, share_words

TEMPLATES: Final = Path(__file__).parent.parent / "templates"
SAID_COOKIE: Final = "gongjian_said"
SAID_SECONDS: Final = 30
NAV: Final = (
    (
        "日常",
        (
            ("desk", "工作台", "/"),
            ("who", "谁能去哪服务", "/who"),
            ("week", "本周建议", "/week"),
            ("pool", "人岗匹配库", "/pool"),
            ("to-verify", "待核实", "/to-verify"),
            ("evidence", "依据", "/evidence"),
            ("evaluation", "学习与评估", "/evaluation"),
        ),
    ),
    (
        "清单",
        (
            ("lists", "三张清单", "/lists"),
            ("proposed", "拟建项目", "/projects/proposed"),
            ("imports", "导入", "/import"),
            ("forms", "导出成表", "/forms"),
            ("doubles", "疑似同一人", "/doubles"),
        ),
    ),
    (
        "分析",
        (
            ("alliances", "联盟强度", "/alliances"),
            ("picture", "协作图谱", "/picture"),
            ("targets", "目标看板", "/targets"),
            ("chain", "组织链", "/chain"),
            ("circle", "服务圈", "/places"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page."""

    place: str
    week_label: str
    user: str
    csrf: str
    said: str
    nav: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = NAV


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(
        asset=address_of,
        verdict_marks=marks.VERDICT_MARKS,
        change_marks=marks.CHANGE_MARKS,
        slot_days=marks.WEEKDAYS,
        slot_parts=marks.SLOT_PARTS,
        day=marks.day,
        moment=marks.moment,
        number=marks.number,
        percent=share_words,
        percent_words=percent_words,
        still_open=still_open,
        gap_share=marks.gap_share,
        strongest=marks.strongest,
        bars=marks.bars,
        shares=marks.shares,
        thing_href=links.thing_href,
        where_href=links.where_href,
        pending_href=links.pending_href,
        why_href=links.why_href,
        work_who_href=links.work_who_href,
        row_id=links.row_id,
        zip=zip,
    )
    return environment


ENVIRONMENT: Final = _environment()


def compile_all() -> None:
    """Compile the templates that no page has wanted yet."""
    for name in ENVIRONMENT.list_templates():
        ENVIRONMENT.get_template(name)


def render(template: str, **context: Any) -> str:  # noqa: ANN401 a template takes anything
    """Return a template filled in."""
    return ENVIRONMENT.get_template(template).render(context)


@dataclass(frozen=True)
class Reader:
    """A signed-in reader of a page: the request, the parts of the service, and the context of the question."""

    request: Request
    parts: Parts
    user: str

    @cached_property
    def asked(self) -> Asking:
        """The context of the question, made when first wanted: within the page's own thread."""
        return self.parts.asking(self.user)

    def frame(self) -> Frame:
        """Return what stands around the page."""
        return Frame(
            place=self.asked.view.place_name(self.asked.scope.territory),
            week_label=marks.week_label(self.asked.week),
            user=self.asked.scope.user,
            csrf=csrf_of(self.request, self.parts.doorkeeper.cookie_name),
            said=_said(self.request),
        )

    def page(self, template: str, *, code: int = 200, **context: Any) -> HTMLResponse:  # noqa: ANN401
        """Return a page; a sentence left by the last submission is shown once."""
        frame = self.frame()
        response = HTMLResponse(render(template, frame=frame, **context), code)
        if frame.said:
            response.delete_cookie(SAID_COOKIE)
        return response

    def after(self) -> "Reader":
        """Return the reader with the view as it is after a change."""
        return replace(self)


async def reader_of(request: Request, parts: AllParts, session: AskedBy) -> Reader:
    """Return who reads; a coroutine, so that it costs no thread."""
    return Reader(request, parts, session.user)


Reading = Annotated[Reader, Depends(reader_of)]


def back_to(address: str, said: str) -> RedirectResponse:
    """Return to a page after a form, which will say `said` once."""
    response = RedirectResponse(address, status_code=303)
    kept = base64.urlsafe_b64encode(said.encode()).decode()
    response.set_cookie(SAID_COOKIE, kept, max_age=SAID_SECONDS, httponly=True, samesite="strict")
    return response


def _said(request: Request) -> str:
    try:
        return base64.urlsafe_b64decode(request.cookies.get(SAID_COOKIE, "")).decode()
    except ValueError:  # not what this site wrote
        return ""
