import sys

from evals.triage.measure import main

sys.exit(main())
