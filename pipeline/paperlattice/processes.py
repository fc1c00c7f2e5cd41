"""What all worker processes do: end when the process that started them ends, however it does."""

from __future__ import annotations

import multiprocessing
import os
import threading

__all__ = ["end_with_parent"]


def end_with_parent() -> None:
    """End this worker as soon as its parent is gone, even if it was killed and could not say so.

    Otherwise a worker would wait for work for ever, or go on with a query that nobody awaits.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()
