"""What people do for home delivery: pure handlers, one file per moment."""
