"""How much of the time that was given is left, in milliseconds of this process."""

import time


class Stopwatch:
    """Runs from the moment it is made; a busy machine does not make it run faster."""

    def __init__(self, milliseconds: float) -> None:
        self._given = milliseconds
        self._began = time.process_time()

    def spent(self) -> float:
        """Since the beginning."""
        return (time.process_time() - self._began) * 1000

    def left(self) -> float:
        """Until the end; negative afterwards."""
        return self._given - self.spent()
