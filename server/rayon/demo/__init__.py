"""An invented library to look around in: three branches, 2,000 documents, this morning's holds."""

from rayon.demo.load import load_demo

__all__ = ["load_demo"]
