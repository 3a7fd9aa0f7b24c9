"""The project: settings, addresses, servers."""

import os

# Each process has work of its own, one to a core: the small matrices of the marker in several threads would make
# them wait for each other. Read once, when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
