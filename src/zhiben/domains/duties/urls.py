"""Addresses of the duties pages."""

from django.urls.resolvers import URLPattern

app_name = "duties"
urlpatterns: list[URLPattern] = []
