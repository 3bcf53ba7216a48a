"""What the machine proposes, as tables that a person looks through, and what becomes of the rows that are checked."""
