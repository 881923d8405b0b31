"""Addresses of reports and of the watch over them."""

from django.urls import URLPattern

app_name = "watch"
urlpatterns: list[URLPattern] = []
