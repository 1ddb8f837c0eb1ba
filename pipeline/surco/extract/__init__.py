"""Source files → documents of typed blocks."""
