"""Addresses of programme, under /kantor/pencegahan/."""

from django.urls import URLPattern

app_name = "programme"
urlpatterns: list[URLPattern] = []
