"""What can be computed of places: who walks how far to a station, where the next helps most, which places are alike."""
