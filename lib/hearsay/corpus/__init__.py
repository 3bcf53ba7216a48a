"""A folder of documents, and what people write beside them."""
