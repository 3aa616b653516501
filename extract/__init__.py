"""From text to mentions, targets and relations; nothing here knows the graph."""
