"""Addresses of partners, under /kantor/pencegahan/mitra/."""

from django.urls import URLPattern

app_name = "partners"
urlpatterns: list[URLPattern] = []
