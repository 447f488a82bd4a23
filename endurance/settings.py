"""The platform's own settings, with one more app: jobs that can be asked for over HTTP and counted afterwards."""

from zhiben.config import settings as _own

globals().update({name: value for name, value in vars(_own).items() if name.isupper()})
INSTALLED_APPS = [*_own.INSTALLED_APPS, "endurance.jobs"]
ROOT_URLCONF = "endurance.jobs.urls"
