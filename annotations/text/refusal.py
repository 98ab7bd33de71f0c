"""Why a text is not taken in: one exception, with words for the person who sent it."""


class TextRefused(ValueError):
    """The text cannot be used. `key` names the reason, the message says it in plain English."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message
