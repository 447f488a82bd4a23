"""Addresses of the notices pages."""

from django.urls import path

from zhiben.domains.notices import views

app_name = "notices"
urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/<int:pk>/", views.service, name="service"),
    path("services/<int:pk>/receive/", views.receive, name="receive"),
    path("services/<int:pk>/signature/", views.signature, name="signature"),
    path("consent/", views.consent, name="consent"),
]
