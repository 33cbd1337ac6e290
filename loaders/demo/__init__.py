"""The sample district: a folder of ledgers with real places and list items and generated people, all marked 样例."""

from loaders.demo.folder import write_ledgers

__all__ = ["write_ledgers"]
