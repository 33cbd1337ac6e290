"""Why a port cannot be listened on, in Chinese, and what to do instead."""

import errno
import socket
from typing import Final

REASONS: Final = {
    errno.EADDRINUSE: "这个端口已被别的程序占用",
    errno.EACCES: "没有权限使用这个端口（1024 以下的端口要管理员权限）",
    errno.EADDRNOTAVAIL: "这不是本机的地址",
}


def reason(failure: OSError) -> str:
    """Say why the system refused to listen."""
    return REASONS.get(failure.errno or 0, f"系统不允许监听（错误码 {failure.errno}）")


def way_out(host: str, failure: OSError) -> str:
    """Say what to do: another address, else another port, one that is free now."""
    if failure.errno not in {errno.EADDRINUSE, errno.EACCES}:
        return "请改用本机的地址，如 --host 127.0.0.1。"
    port = free_port(host)
    stopping = "请停下占着它的程序，或" if failure.errno == errno.EADDRINUSE else "请"
    return f"{stopping}换一个空着的端口，如 --port {port} 或设 GONGJIAN_PORT={port}。"


def free_port(host: str) -> int:
    """Return a port of the address that nobody listens on now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
    return port
