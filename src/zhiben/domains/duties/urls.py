"""Addresses of the duties pages."""

from django.urls import path

from zhiben.domains.duties import views

app_name = "duties"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("list/", views.duty_list, name="duties"),
    path("who/", views.who, name="who"),
    path("periods/<int:pk>/", views.period_page, name="period"),
    path("periods/<int:pk>/excuse/", views.excuse, name="excuse"),
    path("due/", views.due, name="due"),
    path("record/", views.record, name="record"),
    path("record/today/", views.record_today, name="record_today"),
    path("activities/", views.activity_list, name="activities"),
    path("activities/<int:pk>/", views.activity, name="activity"),
    path("activities/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("activities/<int:pk>/files/<int:file>/<str:variant>/", views.activity_file, name="activity_file"),
    path("import/", views.import_page, name="import"),
    path("import/confirm/", views.import_confirm, name="import_confirm"),
    path("import/template.xlsx", views.import_template, name="import_template"),
    path("calendar/", views.subscribe, name="subscribe"),
    path("calendar/end/", views.unsubscribe, name="unsubscribe"),
    path("calendar/<str:secret>.ics", views.calendar, name="calendar"),
    path("<int:pk>/", views.duty_page, name="duty"),
    path("<int:pk>/matrix/", views.matrix, name="matrix"),
]
