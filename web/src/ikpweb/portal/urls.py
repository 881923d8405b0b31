"""Addresses of the public pages."""

from django.urls import path

from ikpweb.portal.views import compare, downloads, home, method, ranking, take, unit

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("cari/", home.search_page, name="search"),
    path("cari/saran", home.suggest, name="suggest"),
    path("daerah/<str:code>/", unit.profile, name="unit"),
    path("peringkat/", ranking.ranking, name="ranking"),
    path("banding/", compare.compare, name="compare"),
    path("metode/", method.methods, name="methods"),
    path("metode/<str:edition>/", method.method, name="method"),
    path("unduh/", downloads.downloads, name="downloads"),
    path("unduh/<slug:what>.<str:form>", take.take, name="take"),
]
