"""Addresses of the notices pages."""

from django.urls import path

from zhiben.domains.notices import views

app_name = "notices"
urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/<int:pk>/", views.service, name="service"),
    path("services/<int:pk>/receive/", views.receive, name="receive"),
    path("services/<int:pk>/answer/", views.respond, name="answer"),
    path("services/<int:pk>/signature/", views.signature, name="signature"),
    path("services/<int:pk>/proof/", views.proof, name="proof"),
    path("services/<int:pk>/proof.docx", views.proof_docx, name="proof_docx"),
    path("services/<int:pk>/link/", views.make_link, name="make_link"),
    path("services/<int:pk>/link/shown/", views.hand_over, name="hand_over"),
    path("services/<int:pk>/link/withdraw/", views.revoke_link, name="revoke_link"),
    path("services/<int:pk>/link/mail/", views.mail_link, name="mail_link"),
    path("services/<int:pk>/delivered/", views.delivery, name="delivery"),
    path("services/<int:pk>/returned/", views.returned, name="returned"),
    path("services/<int:pk>/reply/", views.reply, name="reply"),
    path("photos/<int:pk>/<str:variant>/", views.photo, name="photo"),
    path("l/<str:secret>/", views.link, name="link"),
    path("l/<str:secret>/open/", views.link_open, name="link_open"),
    path("l/<str:secret>/receive/", views.link_receive, name="link_receive"),
    path("l/<str:secret>/answer/", views.link_answer, name="link_answer"),
    path("consent/", views.consent, name="consent"),
]
