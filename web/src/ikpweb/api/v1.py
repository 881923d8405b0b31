"""Version 1 of the open interface."""

from ninja import NinjaAPI

api = NinjaAPI(title="ikp", version="1", urls_namespace="api-v1")
