"""Addresses of the workbench and the administration of the calendar."""

from django.urls import path

from zhiben.domains.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.workbench, name="workbench"),
    path("calendar/", views.calendar_page, name="calendar"),
    path("calendar/<int:year>/", views.calendar_page, name="calendar_year"),
]
