"""Addresses of effects, under /kantor/pencegahan/dampak/."""

from django.urls import path, re_path

from ikpweb.prevention.effects import views

app_name = "effects"
_KEY = r"(?P<key>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"
_LINE = r"^garis-waktu/(?P<code>[\d.]+)/(?P<name>dilakukan|laporan)\.(?P<form>svg|png)$"
urlpatterns = [
    path("", views.home, name="home"),
    path("baru/", views.new, name="new"),
    path("panel/", views.panel, name="panel"),
    path("panel.csv", views.template, name="template"),
    path("program/baru/", views.programme_new, name="programme-new"),
    path("program/<uuid:key>/", views.programme, name="programme"),
    path("program/<uuid:key>/tarik/", views.programme_withdraw, name="programme-withdraw"),
    re_path(_LINE, views.timeline, name="timeline"),
    path("<uuid:key>/", views.assessment, name="assessment"),
    path("<uuid:key>/tandai/", views.retract, name="retract"),
    re_path(rf"^{_KEY}/(?P<name>[a-z-]+)\.(?P<form>svg|png)$", views.chart, name="chart"),
    re_path(rf"^{_KEY}/(?P<what>panel|hasil)\.(?P<form>csv|xlsx)$", views.table, name="table"),
]
