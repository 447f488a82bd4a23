"""Tables of notices."""

from zhiben.domains.notices.models.services import Consent, Service, ServiceFile, ServiceLink
from zhiben.domains.notices.models.todos import Todo

__all__ = ["Consent", "Service", "ServiceFile", "ServiceLink", "Todo"]
