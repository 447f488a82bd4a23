"""The router of duties; each file adds its addresses."""

from ninja import Router

router = Router(tags=["duties"])
