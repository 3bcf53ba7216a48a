"""Files as articles: each family of formats has a module, and gives texts with the facts that the file states."""
