"""Addresses of effects, under /kantor/pencegahan/dampak/."""

from django.urls import URLPattern

app_name = "effects"
urlpatterns: list[URLPattern] = []
