"""Where a run says how it ended."""

from datetime import datetime

from generator.publish.durable import write_whole
from generator.publish.order import Order
from generator.publish.status import Status, reports

STATUS = "status.json"


def tell(order: Order, status: Status) -> None:
    """Write the status and the report beside the releases."""
    for name, text in reports(status, order.words).items():
        write_whole(order.shelf.folder / name, text.encode())
    write_whole(order.shelf.folder / STATUS, status.written())


def now() -> str:
    """The time of the clock on the wall, which goes into the report and nowhere else."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
