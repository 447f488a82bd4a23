"""Addresses of people, under /people/."""

from django.urls import path

from zhiben.domains.people.views import accounts, members

app_name = "people"
urlpatterns = [
    path("", members.member_list, name="list"),
    path("invite/", members.invite, name="invite"),
    path("link/", members.link, name="link"),
    path("pick/", members.pick, name="pick"),
    path("matrix/", members.matrix, name="matrix"),
    path("acting/", accounts.acting, name="acting"),
    path("me/", accounts.me, name="me"),
    path("me/tokens/", accounts.issue_token, name="issue_token"),
    path("me/tokens/<int:pk>/revoke/", accounts.revoke_token, name="revoke_token"),
    path("join/<str:secret>/", accounts.join, name="join"),
    path("new-password/<str:secret>/", accounts.new_password, name="new_password"),
    path("<int:pk>/", members.member, name="member"),
    path("<int:pk>/invite/", members.invite_again, name="invite_again"),
    path("<int:pk>/password/", members.reset_password, name="reset_password"),
    path("<int:pk>/block/", members.block, name="block"),
    path("<int:pk>/unblock/", members.unblock, name="unblock"),
    path("<int:pk>/appoint/", members.appoint, name="appoint"),
    path("<int:pk>/end/", members.end, name="end"),
]
