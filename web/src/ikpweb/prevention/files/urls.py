"""Addresses of files, under /kantor/pencegahan/berkas/."""

from django.urls import URLPattern

app_name = "files"
urlpatterns: list[URLPattern] = []
