"""Connects the core: search before, shapes, rights and calendar after every migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "zhiben.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core import search
        from zhiben.core.calendar import operations as calendar
        from zhiben.core.jobs import behind
        from zhiben.core.ledger import shapes
        from zhiben.core.registry import operations, permissions

        pre_migrate.connect(search.before_migrate, dispatch_uid="core.search")
        post_migrate.connect(shapes.after_migrate, dispatch_uid="core.ledger.shapes")
        post_migrate.connect(calendar.after_migrate, dispatch_uid="core.calendar")
        operations.declare("core.restore", _("Restored from a backup"))
        for name, roles in calendar.PERMISSIONS.items():
            permissions.declare(name, roles)
        if behind.is_worker():
            behind.stand_behind()
