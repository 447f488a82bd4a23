"""The platform's addresses and one more."""

from importlib import import_module

from endurance.jobs.api import router
from zhiben.config.api import api
from zhiben.core.api import guard

api.add_router("/endurance/", guard(router))

# The router must be there before the platform's addresses are drawn up.
_own = import_module("zhiben.config.urls")
urlpatterns = _own.urlpatterns
handler400, handler403, handler404, handler500 = (
    _own.handler400,
    _own.handler403,
    _own.handler404,
    _own.handler500,
)
