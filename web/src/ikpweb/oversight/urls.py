"""Addresses of the board."""

from django.urls import path, re_path

from ikpweb.oversight import views

app_name = "board"
urlpatterns = [
    path("pemantauan/", views.home, name="home"),
    path("pemantauan/kalender/", views.calendar, name="calendar"),
    path("pemantauan/kalender.ics", views.feed, name="feed"),
    path("pemantauan/<slug:cycle>/", views.board, name="board"),
    re_path(r"^pemantauan/(?P<cycle>[-\w]+)/kantor\.(?P<form>csv|xlsx|json)$", views.table, name="table"),
    path("pemantauan/<slug:cycle>/indikator/", views.indicators, name="indicators"),
    path("pemantauan/<slug:cycle>/kantor/<str:office>/", views.office, name="office"),
]
