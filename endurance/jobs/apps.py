"""Names the app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Its one task is found by the queue's library."""

    name = "endurance.jobs"
    label = "endurance_jobs"
