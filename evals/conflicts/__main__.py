import sys

from evals.conflicts.measure import main

sys.exit(main(sys.argv[1:]))
