"""The `footnote` command and the service as processes of their own."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

FOOTNOTE = [sys.executable, "-m", "service.cli"]
BOUND_S = 120


def environment(data: Path) -> dict[str, str]:
    mine = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}
    return {**mine, "FOOTNOTE_DATA": str(data)}


def footnote(*arguments: str, data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    command, env = [*FOOTNOTE, *arguments], environment(data) | settings
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=BOUND_S, check=False)


class Service:
    """A service in a process group of its own."""

    def __init__(self, data: Path, folder: Path, *arguments: str, **settings: str) -> None:
        self._log = folder / "output"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [*FOOTNOTE, "serve", "--port", "0", *arguments],
                env=environment(data) | settings,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_to_say(self, pattern: str) -> re.Match[str]:
        for _ in range(BOUND_S * 20):
            if said := re.search(pattern, self.output):
                return said
            assert self.process.poll() is None, self.output
            time.sleep(0.05)
        raise AssertionError(self.output)

    @property
    def output(self) -> str:
        return self._log.read_text()

    def processes(self) -> bool:
        """Whether any process of the group is left."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> None:
        """End it at once, if it still runs."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
