"""The refusal of a write that was based on something which has changed since."""


class Conflict(Exception):
    """Raised by a verb when the version it was given is not the current one. Nothing was written."""

    def __init__(self, current: object) -> None:
        super().__init__("changed by somebody else in the meantime")
        self.current = current
