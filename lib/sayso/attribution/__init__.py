"""Who is said to say what: source, cue and content of each attribution, found on the tokens of a text."""
