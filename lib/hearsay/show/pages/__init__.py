"""Pages for readers: a front page, a page a claim, a page a document, speakers, all statements, and the notebooks.

Every page is complete in itself, loads nothing from anywhere and works from a folder. What a document says is escaped.
"""
