"""From extractions to a graph: resolution across documents, triples, and files."""
