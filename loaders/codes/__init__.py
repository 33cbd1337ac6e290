"""Division codes of a new year: read, compared with the graph, confirmed by staff, put into effect."""
