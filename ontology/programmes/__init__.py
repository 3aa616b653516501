"""The programme vocabulary: one CSV file a domain (columns: see ontology/vocabulary.py)."""
