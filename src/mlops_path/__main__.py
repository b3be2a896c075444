"""`python -m mlops_path`."""

import sys

from mlops_path.cli import main

sys.exit(main())
