"""Addresses of election day, under /kantor/tps/."""

from django.urls import path

from ikpweb.stations.views import board, keys, lists

app_name = "stations"
urlpatterns = [
    path("", board.home, name="home"),
    path("<slug:day>/", board.board, name="day"),
    path("<slug:day>/daftar/", lists.bring_in, name="list"),
    path("<slug:day>/daftar/<int:number>/", lists.listed, name="listed"),
    path("<slug:day>/<str:office>/", board.regency, name="regency"),
    path("<slug:day>/<str:office>/kunci/", keys.keys, name="keys"),
    path("<slug:day>/<str:office>/kunci/<int:number>/cabut/", keys.revoke_key, name="revoke"),
    path("<slug:day>/<str:office>/kecamatan/<str:code>/", board.district, name="district"),
    path("<slug:day>/<str:office>/<str:code>/", board.station, name="station"),
]
