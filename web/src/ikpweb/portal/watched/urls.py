"""Addresses of the watch's screens, under /kantor/; the ledger is public and stands in the portal."""

from django.urls import path, re_path

from ikpweb.portal.watched import projected, views

app_name = "alarms"
urlpatterns = [
    path("alarm/", views.board, name="home"),
    path("alarm/hitung/", views.compute, name="compute"),
    path("alarm/hitungan/", views.asked, name="asked"),
    path("alarm/proyeksi/", projected.projection, name="projection"),
    path("alarm/proyeksi.csv", projected.projection_table, name="projection-table"),
    path("alarm/<int:key>/", views.alarm, name="alarm"),
    path("alarm/<int:key>/langkah/", views.move, name="move"),
    path("deret/<str:code>/<slug:kind>/", views.series, name="series"),
    path("deret/<str:code>/<slug:kind>.csv", views.series_table, name="series-table"),
    re_path(r"^deret/(?P<code>[\d.]+)/(?P<kind>[a-z-]+)\.(?P<form>svg|png)$", views.chart, name="chart"),
]
