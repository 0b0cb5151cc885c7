"""`python -m careerhub.embedded` is what `make run` runs."""

import sys

from .starting import main

sys.exit(main())
