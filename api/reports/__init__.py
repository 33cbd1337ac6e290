"""What is handed over as a file, in the shape its readers keep."""
