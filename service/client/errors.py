"""What can go wrong.

ClientError
├── ServiceError   the service says what, as a problem: `status`, `code`, `retryable`, `detail`, `request_id`
├── Unreachable    no answer came from the service, retryable
└── BrokenOff      a stream ended after its first statement: what was shown holds, the rest is missing
"""

from service.api.problems import Problem


class ClientError(Exception):
    """Anything that the client raises."""

    retryable = False
    retry_after: float | None = None
    """Seconds, where the service says when to ask again."""


class ServiceError(ClientError):
    """The service refused, or failed, and says why."""

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        super().__init__(f"{problem.status} {problem.code}: {problem.detail}")
        self.problem = problem
        self.status, self.code, self.detail = problem.status, problem.code, problem.detail
        self.request_id = problem.request_id
        self.retryable = problem.retryable
        self.retry_after = retry_after


class Unreachable(ClientError):
    """The service did not answer, or what answered is no such service."""

    retryable = True

    @classmethod
    def by(cls, call: str, error: Exception) -> "Unreachable":
        return cls(f"{call}: {error or type(error).__name__}")


class BrokenOff(ClientError):
    """A stream ended before its answer did."""

    def __init__(self) -> None:
        super().__init__("The answer broke off. What was shown holds; ask again for the rest.")
