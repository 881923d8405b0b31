"""Addresses of plans, under /kantor/pencegahan/usulan/."""

from django.urls import URLPattern

app_name = "plans"
urlpatterns: list[URLPattern] = []
