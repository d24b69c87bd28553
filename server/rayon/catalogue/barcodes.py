"""What may stand on a label: one rule for every edge that a barcode enters by."""

from typing import Annotated

from pydantic import StringConstraints

#: Printable ASCII without spaces, 1 to 32 characters. Zeros are never stripped.
BARCODE_PATTERN = r"^[\x21-\x7e]{1,32}$"

Barcode = Annotated[str, StringConstraints(pattern=BARCODE_PATTERN)]
