"""Compiles the kernels once, before tests in several processes would each: python -m tests.warming pages|region."""

import sys

from api.cli.network import warm_network
from matching import kernels


def main(which: str) -> None:
    """Compile what the pages use, or what a whole region does."""
    if which == "region":
        kernels.warm_region(print)
    else:
        kernels.warm(print)
        warm_network(print)


if __name__ == "__main__":
    main(sys.argv[1])
