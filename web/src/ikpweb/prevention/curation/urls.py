"""Addresses of curation, under /kantor/pencegahan/pustaka/."""

from django.urls import URLPattern

app_name = "curation"
urlpatterns: list[URLPattern] = []
