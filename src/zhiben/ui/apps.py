"""The look of every page: base templates, components, static files."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "zhiben.ui"
    label = "ui"
