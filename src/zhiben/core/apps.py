"""Connects the core: shapes and rights of the ledger after every migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "zhiben.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core.ledger import shapes

        post_migrate.connect(shapes.after_migrate, dispatch_uid="core.ledger.shapes")
