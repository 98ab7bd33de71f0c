"""The refusal of a write that was based on something which has changed since."""


class Conflict(Exception):
    """A verb was given a version that is not the current one; nothing was written."""

    def __init__(self, current: object) -> None:
        super().__init__("changed by somebody else in the meantime")
        self.current = current


class Locked(Exception):
    """An editor has locked the article: nothing was written."""

    def __init__(self, article) -> None:
        super().__init__("the article is locked")
        self.article = article


class Reworded(Conflict):
    """What was seen reads otherwise by now; `current` is the newest revision."""
