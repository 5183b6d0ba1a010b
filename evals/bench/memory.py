"""How large processes are, as Linux says it."""

from pathlib import Path

_PROC = Path("/proc")


def megabytes(process: str, name: str) -> int:
    """A size from the status of a process (`self`, or its number); 0 where it has ended."""
    lines = _read(_PROC / process / "status").splitlines()
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith(f"{name}:")), 0)


def resident_mb() -> int:
    """Megabytes of this process in memory, mapped files that were read included."""
    return megabytes("self", "VmRSS")


def children() -> list[str]:
    """The numbers of the processes that this one has started."""
    return [child for listed in (_PROC / "self" / "task").glob("*/children") for child in _read(listed).split()]


def forget_peak() -> None:
    """The peak (`VmHWM`) of this process begins anew."""
    (_PROC / "self" / "clear_refs").write_text("5", encoding="ascii")


def _read(path: Path) -> str:
    """A file of /proc; empty where its process has ended."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
