def write(parts):
    pass
