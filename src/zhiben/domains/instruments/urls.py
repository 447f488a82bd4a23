"""Addresses of the instruments pages."""

from django.urls import path

from zhiben.domains.instruments import views

app_name = "instruments"
urlpatterns = [
    path("", views.document_list, name="list"),
    path("upload/", views.upload, name="upload"),
    path("parameters/", views.parameters, name="parameters"),
    path("coverage/", views.coverage, name="coverage"),
    path("<int:pk>/coverage/", views.document_coverage, name="document_coverage"),
    path("<int:pk>/", views.document_page, name="document"),
    path("<int:pk>/file/", views.document_file, name="file"),
    path("<int:pk>/review/", views.review, name="review"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/add/", views.add_item, name="add"),
    path("<int:pk>/proposals/<int:proposal>/", views.correct_item, name="correct"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/discard/", views.discard, name="discard"),
]
