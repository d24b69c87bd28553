"""What people can do on a walk: pure handlers, one file per kind of deed."""
