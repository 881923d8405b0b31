"""Addresses of entry."""

from django.urls import path

from ikpweb.collection.entry.views import events, grid, indicators, submitting

app_name = "collection"
urlpatterns = [
    path("isian/", grid.home, name="home"),
    path("isian/<slug:cycle>/", grid.own, name="own"),
    path("isian/<slug:cycle>/sisa/", submitting.rest, name="rest"),
    path("isian/<slug:cycle>/batal/<int:number>/", submitting.take_back, name="undo"),
    path("isian/<slug:cycle>/beda/", submitting.choose, name="choose"),
    path("isian/<slug:cycle>/kirim/", submitting.submit, name="submit"),
    path("isian/<slug:cycle>/baru/<str:indicator>/", events.new, name="new-event"),
    path("isian/<slug:cycle>/<str:office>/", grid.other, name="office"),
    path("isian/<slug:cycle>/<str:office>/<str:indicator>/", indicators.indicator, name="indicator"),
    path("kejadian/<uuid:key>/", events.event, name="event"),
    path("kejadian/<uuid:key>/serupa/", events.similar, name="similar"),
    path("kejadian/<uuid:key>/tarik/", events.take_back, name="withdraw"),
]
