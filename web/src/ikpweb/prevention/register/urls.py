"""Addresses of register, under /kantor/pencegahan/register/."""

from django.urls import URLPattern

app_name = "register"
urlpatterns: list[URLPattern] = []
