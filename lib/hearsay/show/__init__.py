"""How rows look to a person: passages, figures, findings, pages."""
