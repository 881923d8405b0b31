"""Addresses of cadres, under /kantor/pencegahan/partisipatif/."""

from django.urls import URLPattern

app_name = "cadres"
urlpatterns: list[URLPattern] = []
