# Each job is done by tools/jobs.py, which sets up what it needs; see there for Windows.
# Words for the job itself:  make test ARGS="tests/store -x"

# The first of these that is a Python which CaseDesk supports.
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null \
	&& echo $$name && break; done)
JOBS := run test proof check bench package package-check setup clean

.PHONY: help $(JOBS)

help:
	@$(or $(PYTHON),python3) -m tools.jobs help

$(JOBS):
	@test -n "$(PYTHON)" || { echo "CaseDesk needs Python 3.11, 3.12, 3.13 or 3.14." >&2; exit 1; }
	@$(PYTHON) -m tools.jobs $@ $(ARGS)
