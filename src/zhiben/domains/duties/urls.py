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
    path("<int:pk>/", views.duty_page, name="duty"),
    path("<int:pk>/matrix/", views.matrix, name="matrix"),
]
