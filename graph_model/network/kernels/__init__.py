"""The compiled kernels of network measures over CSR arrays.

No kernel calls one of another file: machine code kept by numba is stamped by its own file alone, so that a change in
one never meets stale code of another, wherever it is kept.
"""
