"""Addresses of election day, under /kantor/tps/."""

from django.urls import path

from ikpweb.stations import views

app_name = "stations"
urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:day>/", views.board, name="day"),
    path("<slug:day>/<str:office>/", views.regency, name="regency"),
    path("<slug:day>/<str:office>/kunci/", views.keys, name="keys"),
    path("<slug:day>/<str:office>/kunci/<int:number>/cabut/", views.revoke_key, name="revoke"),
    path("<slug:day>/<str:office>/<str:code>/", views.station, name="station"),
]
