"""Addresses of activities, under /kantor/pencegahan/kegiatan/."""

from django.urls import URLPattern

app_name = "activities"
urlpatterns: list[URLPattern] = []
