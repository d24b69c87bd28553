"""Files in: what the library's own system exports, checked wholly before anything changes."""
