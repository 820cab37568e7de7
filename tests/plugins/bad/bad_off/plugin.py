"""Is left out by the settings; it leaves a mark when it is imported all the same."""

import os

os.environ["VAERDIG_TEST_BAD_OFF_IMPORTED"] = "1"
