"""What people do at the hold shelf and at the desk: pure handlers, one file per kind of deed."""
