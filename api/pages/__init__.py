"""The pages: HTML for staff, a file a noun, over the same answers as JSON and the command line."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
