"""Addresses of the hazards pages."""

from django.urls import path

from zhiben.domains.hazards import views

app_name = "hazards"
urlpatterns = [
    path("", views.hazard_list, name="list"),
    path("report/", views.report, name="report"),
    path("found/", views.report_found, name="report_found"),
    path("board/", views.board, name="board"),
    path("board/rows/", views.board_rows, name="board_rows"),
    path("look-back/", views.look_back_page, name="look_back"),
    path("<int:pk>/", views.hazard_case, name="case"),
    path("<int:pk>/<str:name>/", views.step, name="step"),
    path("files/<int:pk>/<str:variant>/", views.picture, name="picture"),
    path("signatures/<int:pk>/", views.signature, name="signature"),
    path("letters/<int:pk>/", views.letter_page, name="letter"),
]
