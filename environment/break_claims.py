"""As `java environment/Workbook.java break`: breaks the library on purpose and asks who notices."""

import sys

from workbook import breaking

sys.exit(breaking.main(sys.argv[1:]))
