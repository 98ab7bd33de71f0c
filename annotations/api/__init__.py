"""The API: the desk's verbs and rows for other programs; the same policy, the same rules."""
