"""Connects the places domain."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "zhiben.domains.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
