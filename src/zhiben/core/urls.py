"""Addresses of the core: uploads and jobs."""

from django.urls import path

from zhiben.core.files import views as files
from zhiben.core.jobs import views as jobs

app_name = "core"
urlpatterns = [
    path("files/uploads/", files.begin, name="upload"),
    path("files/uploads/<uuid:upload>/", files.progress, name="upload_progress"),
    path("files/uploads/<uuid:upload>/finish/", files.finish, name="upload_finish"),
    path("files/uploads/<uuid:upload>/<int:offset>/", files.append, name="upload_part"),
    path("jobs/<int:job>/", jobs.job, name="job"),
    path("jobs/<int:job>/page/", jobs.job_page, name="job_page"),
    path("jobs/<int:job>/result/", jobs.result, name="job_result"),
]
