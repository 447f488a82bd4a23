"""The router of plans; each file adds its addresses."""

from ninja import Router

router = Router(tags=["plans"])
