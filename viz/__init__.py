"""From a built graph to pages that people look at."""
