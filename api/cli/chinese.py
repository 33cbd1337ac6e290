"""Help and usage errors of the command line in Chinese; click speaks English of itself."""

import click

MEANT = {"-h, --help": "显示这段说明。"}
PIECES = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]..."}


class ChineseHelp(click.Command):
    """A command whose help has Chinese headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is typed."""
        pieces = [PIECES.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options with their meaning."""
        records = [record for one in self.get_params(ctx) if (record := one.get_help_record(ctx))]
        with formatter.section("选项"):
            formatter.write_dl([(name, MEANT.get(name, text)) for name, text in records])


class ChineseGroup(ChineseHelp, click.Group):
    """A group of commands whose help has Chinese headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, one.get_short_help_str(80)) for name, one in self.commands.items()])


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
            return f"缺少 {error.param.opts[0] if error.param else error.param_hint}"
        case click.BadParameter():
            return f"{error.param.opts[0] if error.param else '参数'} 写得不对：{_wanted(error)}"
    return f"命令写得不对：{error.format_message()}"


def _wanted(error: click.BadParameter) -> str:
    """Say what an option takes; click would say so in English."""
    kind = error.param.type if error.param else None
    match kind:
        case click.IntRange(min=least, max=most):
            return f"要写整数{'' if least is None else f'，最小 {least}'}{'' if most is None else f'，最大 {most}'}"
        case click.Choice(choices=choices):
            return f"可以写 {'、'.join(map(str, choices))}"
    return error.message
