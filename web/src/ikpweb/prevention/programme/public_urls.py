"""Addresses of what is released of the programme, under /program/: a name of its own, so that no page is kept."""

from django.urls import path, re_path

from ikpweb.prevention.programme.views import public

app_name = "program"
urlpatterns = [
    path("", public.home, name="home"),
    re_path(r"^data\.(?P<form>csv|xlsx|json)$", public.data, name="data"),
]
