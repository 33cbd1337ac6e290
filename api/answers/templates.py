"""按自己的模板成表: a template that was sent, filled with a form."""

import tempfile
from pathlib import Path
from typing import IO, Final

from api.answers.forms import FormQuestion, form_answer
from api.answers.imports import plain_name
from api.asking import Asking
from api.errors import TooLarge, Unreadable
from graph_model.sealing import Sealer
from loaders.filling.package import MOST_BYTES
from loaders.sheets import UnreadableFile

MEGABYTE: Final = 1_000_000


def filled_answer(
    asked: Asking, question: FormQuestion, sealer: Sealer, name: str, content: IO[bytes]
) -> tuple[str, bytes]:
    """Return the name and the bytes of a sent template filled; it is kept no longer than that takes.

    Raises
    ------
    TooLarge, Unreadable, BadQuestion
        The template is too large, or cannot be filled; the sentence names the cell and what can be written.
    """
    sent = content.read(MOST_BYTES + 1)
    if len(sent) > MOST_BYTES:
        raise TooLarge(f"模板超过 {MOST_BYTES // MEGABYTE} 兆。请去掉大图片再试。")
    with tempfile.TemporaryDirectory(prefix="gongjian-template-") as folder:
        path = Path(folder) / plain_name(name)
        path.write_bytes(sent)
        try:
            return form_answer(asked, question, sealer, path)
        except UnreadableFile as refused:
            raise Unreadable(f"{refused.file}：{refused.reason}。{refused.advice}。") from refused
