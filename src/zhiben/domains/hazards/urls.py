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
    path("board/late/", views.board_late, name="board_late"),
    path("board/times/", views.board_times, name="board_times"),
    path("own/", views.record_own, name="record_own"),
    path("dissuade/", views.dissuade, name="dissuade"),
    path("inside/", views.inside, name="inside"),
    path("look-back/", views.look_back_page, name="look_back"),
    path("same/", views.same_list, name="same"),
    path("same/<int:pk>/", views.same_pair, name="same_pair"),
    path("same/<int:pk>/merge/", views.same_merge, name="same_merge"),
    path("same/<int:pk>/refuse/", views.same_refuse, name="same_refuse"),
    path("same/propose/<int:pk>/", views.propose_same, name="same_propose"),
    path("same/unmerge/<int:pk>/", views.unmerge, name="same_unmerge"),
    path("missed/", views.missed, name="missed"),
    path("visited/", views.clean_visit, name="clean_visit"),
    path("registers/", views.registers, name="registers"),
    path("registers/<int:pk>/", views.register_page, name="register"),
    path("registers/<int:pk>/layout/", views.register_layout, name="register_layout"),
    path("registers/<int:pk>/head/", views.register_head, name="register_head"),
    path("registers/<int:pk>/unit/", views.register_unit, name="register_unit"),
    path("registers/<int:pk>/confirm/", views.register_confirm, name="register_confirm"),
    path("registers/layouts/<int:pk>/export/", views.register_export, name="register_export"),
    path("suspensions/", views.suspension_list, name="suspensions"),
    path("suspensions/<int:pk>/", views.suspension_page, name="suspension"),
    path("suspensions/<int:pk>/paper/", views.suspension_paper, name="suspension_paper"),
    path("suspensions/<int:pk>/notice/<str:occasion>/", views.suspension_notice, name="suspension_notice"),
    path("suspensions/<int:pk>/<str:name>/", views.suspension_step, name="suspension_step"),
    path("items/<int:pk>/<str:name>/", views.item_step, name="item_step"),
    path("<int:pk>/suspend/", views.suspend, name="suspend"),
    path("<int:pk>/stop/", views.stop_own, name="stop_own"),
    path("<int:pk>/", views.hazard_case, name="case"),
    path("<int:pk>/<str:name>/", views.step, name="step"),
    path("files/<int:pk>/<str:variant>/", views.picture, name="picture"),
    path("signatures/<int:pk>/", views.signature, name="signature"),
    path("letters/<int:pk>/", views.letter_page, name="letter"),
]
