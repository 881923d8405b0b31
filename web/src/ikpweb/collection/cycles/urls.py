"""Addresses of cycles."""

from django.urls import path

from ikpweb.collection.cycles import views

app_name = "cycles"
urlpatterns = [
    path("putaran/", views.cycles, name="home"),
    path("putaran/baru/", views.new, name="new"),
    path("putaran/<slug:code>/", views.cycle, name="cycle"),
    path("putaran/<slug:code>/buka/", views.start, name="open"),
    path("putaran/<slug:code>/tutup/", views.close, name="close"),
    path("putaran/<slug:code>/batas/", views.deadlines, name="deadlines"),
]
