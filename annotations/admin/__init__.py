"""The admin panel for editors: one file per noun, all of them named in `nouns`."""
