"""Pure functions over strings: sentences, anchors, cleaning. Knows no Django."""
