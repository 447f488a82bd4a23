"""Connects the places domain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "zhiben.domains.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core.registry import permissions
        from zhiben.domains.places.vocabulary import PERMISSIONS
        from zhiben.ui.navigation import Entry, register

        for name, roles in PERMISSIONS.items():
            permissions.declare(name, roles)
        register(Entry("places", _("Places"), "places:browse", "map", order=60))
