"""How strong the alliances of the graph are: who belongs to each, what they did together, and what that comes to."""
