"""Addresses of the places domain."""

from django.urls import path

from zhiben.domains.places import views

app_name = "places"
urlpatterns = [
    path("", views.area_browser, name="browse"),
    path("pick/", views.pick, name="pick"),
    path("<int:code>/", views.area_page, name="area"),
    path("<int:code>/outlines.json", views.outlines, name="outlines"),
]
