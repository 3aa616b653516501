"""What the graph means: the ontology, its shapes, the vocabularies, and the loaders that read them."""
