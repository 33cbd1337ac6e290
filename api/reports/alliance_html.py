"""A report as one HTML file without any outside request; every name of a measure leads to its definition."""

from html import escape
from typing import Final

from api.reports.alliance_content import PICTURE_TITLE
from api.reports.content import Content, Section, Table, parts_of

STYLE: Final = (
    "body{font:14px/1.7 'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif;color:#1f2329;max-width:960px;"
    "margin:24px auto;padding:0 16px;overflow-wrap:anywhere}h1{font-size:22px}h2{font-size:17px;margin-top:28px}"
    "table{border-collapse:collapse;width:100%;margin:12px 0}th,td{border:1px solid #e5e6eb;padding:5px 8px;"
    "text-align:left;vertical-align:top}th{background:#f5f6f8}a{color:#0958d9}svg{width:100%;height:auto;"
    "border:1px solid #e5e6eb}small{color:#5f6876}"
)


def html_of(content: Content, svg: str) -> str:
    """Return the whole file; without a picture where there is none."""
    first, *others = (_section(one) for one in content.sections)
    picture = f"<h2>{PICTURE_TITLE}</h2><figure>{svg}</figure>" if svg else ""
    definitions = "".join(
        f'<tr id="d-{key}"><td>{escape(name)}</td><td>{escape(text)}</td><td>{escape(source)}</td></tr>'
        for key, name, text, source in content.definitions
    )
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(content.title)}</title>'
        f"<style>{STYLE}</style></head><body><h1>{escape(content.title)}</h1><p>{escape(content.subtitle)}</p>"
        f"{first}{picture}{''.join(others)}<h2>定义和出处</h2><table><thead><tr><th>哪一项</th><th>定义</th><th>出处</th></tr>"
        f"</thead><tbody>{definitions}</tbody></table></body></html>"
    )


def _section(section: Section) -> str:
    sentences = "".join(f"<p>{linked(one)}</p>" for one in section.sentences)
    return f"<h2>{escape(section.title)}</h2>{sentences}{''.join(_table(one) for one in section.tables)}"


def _table(table: Table) -> str:
    head = "".join(f"<th>{linked(one)}</th>" for one in table.head)
    rows = "".join(f"<tr>{''.join(f'<td>{linked(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def linked(text: str) -> str:
    """Return text with each name of a measure linked to its definition.

    >>> linked("密度 0.5")
    '<a href="#d-density">密度</a> 0.5'
    """
    return "".join(f'<a href="#d-{key}">{escape(part)}</a>' if key else escape(part) for part, key in parts_of(text))
