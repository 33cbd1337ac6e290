"""`python -m api.cli` is `gongjian`."""

from api.cli import main

main()
