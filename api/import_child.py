"""The process of one large import: started by `api.apart`, which it tells how far it is and what came of it."""

import os
import signal
import sys
import threading
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection
from typing import Final

from api.apart import STOP, Broken
from api.cli.opening import open_graph
from api.settings import Settings
from api.site import OpenedSite
from api.under_way import Job, Outcome, Step, Task
from graph_model.day import settle

COURTEOUS: Final = 5
"""How far this process stands back where the pages want the processor as well."""
GONE: Final = 1


@dataclass
class Line:
    """What connects this process with the service; one thread hears, another tells."""

    connection: Connection
    ended: threading.Event = field(default_factory=threading.Event)

    def hear(self, job: Job) -> None:
        """Stop the job when told to; when the service is gone, end this process at once."""
        try:
            while self.connection.recv() == STOP:
                job.stop()
        except (EOFError, OSError):
            if not self.ended.is_set():
                os._exit(GONE)

    def tell(self, said: Step | Outcome | Broken) -> None:
        """Tell the service something; when it is gone, end this process at once, as nothing here is to blame."""
        try:
            self.connection.send(said)
        except ConnectionError:
            os._exit(GONE)


def main() -> None:
    """Do the task that comes over the line, and tell what came of it."""
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, signal.SIG_IGN)  # the service hears them, and tells this process to stop
    os.nice(COURTEOUS)
    line = Line(Connection(int(sys.argv[1])))
    settings, today, task, user, what = line.connection.recv()
    job = Job("", user, "", datetime.now(UTC), what, heard=line.tell)
    threading.Thread(target=line.hear, args=(job,), name="import-line", daemon=True).start()
    result = done(settings, today, task, job)
    line.ended.set()
    line.tell(result)


def done(settings: Settings, today: date, task: Task, job: Job) -> Outcome | Broken:
    """Do a task on a site opened for it, and give what came of it."""
    settle(settings.timezone)
    try:
        with closing(open_graph(settings)) as graph:
            return task(OpenedSite(settings, graph, lambda: today), job)
    except Exception as failure:  # noqa: BLE001 - raised again in the service
        return Broken.of(failure)


if __name__ == "__main__":
    main()
