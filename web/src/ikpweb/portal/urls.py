"""Addresses of the public pages."""

from django.urls import path, re_path

from ikpweb.portal.views import (
    chart,
    compare,
    downloads,
    embed,
    home,
    method,
    projection,
    ranking,
    take,
    unit,
    validation,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("cari/", home.search_page, name="search"),
    path("cari/saran", home.suggest, name="suggest"),
    path("daerah/<str:code>/", unit.profile, name="unit"),
    re_path(r"^dilakukan/(?P<code>[\d.]+)\.(?P<form>svg|png)$", unit.done_chart, name="done"),
    path("peringkat/", ranking.ranking, name="ranking"),
    path("banding/", compare.compare, name="compare"),
    path("metode/", method.methods, name="methods"),
    path("metode/<str:edition>/", method.method, name="method"),
    path("validasi/", validation.validation, name="validation"),
    path("proyeksi/", projection.projection, name="projection"),
    path("proyeksi.csv", projection.projection_table, name="projection-table"),
    path("unduh/", downloads.downloads, name="downloads"),
    re_path(
        r"^unduh/(?P<what>[\w.-]+?)\.(?P<form>csv|xlsx|json|geojson|metadata\.json|svg|png)$", take.take, name="take"
    ),
    path("unduh/<path:rest>", take.nowhere),
    path("sematkan/peta/", embed.map_frame, name="embed-map"),
    path("sematkan/peringkat/", embed.ranking_frame, name="embed-ranking"),
    path("sematkan/daerah/<str:code>/", embed.unit_frame, name="embed-unit"),
    path("og/daerah/<str:code>.png", embed.picture_of_unit, name="picture"),
    path("grafik/<slug:name>/<str:key>.<str:form>", chart.chart, name="chart"),
]
