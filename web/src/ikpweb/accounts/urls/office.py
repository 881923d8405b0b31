"""Addresses of the office area that belong to people and offices."""

from django.urls import path

from ikpweb.accounts.views import office

app_name = "office"
urlpatterns = [
    path("", office.home, name="home"),
    path("ganti/", office.switch, name="switch"),
    path("saya/", office.me, name="me"),
]
