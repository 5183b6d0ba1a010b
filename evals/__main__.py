"""`python -m evals`: the same as `footnote eval`."""

from evals.cli import app

if __name__ == "__main__":
    app(prog_name="python -m evals")
