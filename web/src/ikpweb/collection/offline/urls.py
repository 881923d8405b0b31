"""Addresses of the page without a connection (/kantor/offline/)."""

from django.urls import path

from ikpweb.collection.offline import views

app_name = "offline"
urlpatterns = [
    path("", views.page, name="page"),
    path("isi.json", views.standing, name="standing"),
    path("pekerja.js", views.worker, name="worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
