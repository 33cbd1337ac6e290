"""What day it is in the place the service runs for."""

from graph_model.day import today

__all__ = ["today"]
