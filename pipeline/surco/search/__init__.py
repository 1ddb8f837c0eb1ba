"""The annotated corpus → concordances, tables, keywords and collocates, over an index that can be made anew at any time."""
