"""Who a source is: names, the cast of a document, resolution, and the hands that a statement passed through."""
