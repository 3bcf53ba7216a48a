"""The reader: texts in, rows out. It knows nothing of folders, codebooks or notebooks."""
