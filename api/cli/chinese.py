"""Help and usage errors of the command line in Chinese; click speaks English of itself."""

import re

import click

MEANT = {"-h, --help": "显示这段说明。"}
PIECES = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]..."}

VALUES = {"INTEGER RANGE": "数", "PATH": "路径", "FILE": "文件", "TEXT": "文字"}
"""What options take, as click writes it, and as it is shown."""
WORDS = re.compile("|".join(VALUES))
EXTRAS = re.compile(r"  \[([^\]]*)\]$")
EXTRA_WORDS = {
    "required": "必须写",
    r"default: (.*)": r"不写就是 \1",
    r"x>=(\d+)": r"不小于 \1",
    r"(\d+)<=x<=(\d+)": r"\1 到 \2",
}
"""What click adds at the end of an option's meaning."""
TOO_MUCH = re.compile(r"Got unexpected extra arguments? \((.*)\)")
"""What click says of words it has no argument for; it raises no class of its own for them."""


class ChineseHelp(click.Command):
    """A command whose help has Chinese headings, and which takes no empty words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed; an argument of blanks alone is one that is missing."""
        rest = super().parse_args(ctx, args)
        for one in self.params:
            value = ctx.params.get(one.name or "")
            if isinstance(one, click.Argument) and isinstance(value, str) and not value.strip():
                raise click.MissingParameter(ctx=ctx, param=one)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is typed."""
        pieces = [PIECES.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options with their meaning."""
        records = [record for one in self.get_params(ctx) if (record := one.get_help_record(ctx))]
        with formatter.section("选项"):
            formatter.write_dl([(_typed(name), MEANT.get(name, _told(text))) for name, text in records])


class ChineseGroup(ChineseHelp, click.Group):
    """A group of commands whose help has Chinese headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, one.get_short_help_str(80)) for name, one in self.commands.items()])


def _typed(name: str) -> str:
    """Name in Chinese what an option takes."""
    return WORDS.sub(lambda found: VALUES[found[0]], name)


def _told(text: str) -> str:
    """Say in Chinese what click adds of itself to the meaning of an option."""
    return EXTRAS.sub(lambda found: f"（{'；'.join(map(_extra, found[1].split('; ')))}）", text)


def _extra(piece: str) -> str:
    for pattern, words in EXTRA_WORDS.items():
        if found := re.fullmatch(pattern, piece):
            return found.expand(words)
    return piece


def sentence_of_usage(error: click.ClickException) -> str:
    """Return what was typed wrong, and where help is."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "gongjian"
    return f"{_wrong(error)}。用法见 {path} --help"


def _wrong(error: click.ClickException) -> str:
    match error:
        case click.exceptions.NoSuchCommand():
            return f"没有命令 {error.command_name}"
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}"
        case click.MissingParameter():
            return f"缺少 {_called(error.param) if error.param else error.param_hint}"
        case click.BadParameter():
            return f"{_called(error.param) if error.param else '参数'} 写得不对：{_wanted(error)}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 写得不对：要值的后面写一个值，不要值的不写"
    return _other(error)


def _called(param: click.Parameter) -> str:
    """Give what help calls a parameter: an option as it is typed, an argument by its Chinese word."""
    return param.metavar.strip("[]…") if isinstance(param, click.Argument) and param.metavar else param.opts[0]


def _other(error: click.ClickException) -> str:
    """Say what click raises no class of its own for."""
    extra = TOO_MUCH.fullmatch(error.format_message())
    return f"多写了 {extra[1]}" if extra else f"命令写得不对：{error.format_message()}"


def _wanted(error: click.BadParameter) -> str:
    """Say what an option takes; click would say so in English."""
    kind = error.param.type if error.param else None
    match kind:
        case click.IntRange(min=least, max=most):
            return f"要写整数{'' if least is None else f'，最小 {least}'}{'' if most is None else f'，最大 {most}'}"
        case click.Choice(choices=choices):
            return f"可以写 {'、'.join(map(str, choices))}"
    return error.message
