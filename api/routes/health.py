"""Whether the service lives, and whether it can answer."""

from fastapi import APIRouter

from api.deps import AllParts

router = APIRouter(tags=["健康"])


@router.get("/healthz", summary="进程还在")
async def healthz() -> dict[str, str]:
    """Answer as long as the process lives; asks nothing of the graph."""
    return {"status": "ok"}


@router.get("/readyz", summary="能回答问题")
def readyz(parts: AllParts) -> dict[str, str]:
    """Answer when the graph answers; 503 with Retry-After while it is away."""
    parts.graph.ready()
    return {"status": "ready", "server": parts.graph.server}
