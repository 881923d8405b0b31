"""Addresses of the published cases, which everybody may read."""

from django.urls import path
from django.views.generic import RedirectView

from ikpweb.prevention.effects import public_views

app_name = "cases"
urlpatterns = [
    path("kasus/", public_views.home, name="home"),
    path("kasus/<slug:code>/", public_views.case_page, name="case"),
    path("jambi/", RedirectView.as_view(pattern_name="cases:case"), {"code": "jambi"}, name="jambi"),
]
