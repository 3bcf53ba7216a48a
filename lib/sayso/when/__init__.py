"""When it was said: expressions of time, what they mean, and the dates of documents and statements."""
