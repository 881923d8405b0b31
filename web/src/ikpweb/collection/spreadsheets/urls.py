"""Addresses of spreadsheets; they go before those of entry, which take any office's code."""

from django.urls import path

from ikpweb.collection.spreadsheets import views

app_name = "sheets"
urlpatterns = [
    path("isian/<slug:cycle>/lembar/", views.own, name="own"),
    path("isian/<slug:cycle>/lembar/unduh/", views.download, name="download"),
    path("isian/<slug:cycle>/lembar/<uuid:key>/", views.confirm, name="confirm"),
    path("isian/<slug:cycle>/massal/", views.bulk, name="bulk"),
    path("isian/<slug:cycle>/massal/contoh/", views.example, name="example"),
    path("isian/<slug:cycle>/massal/<uuid:key>/", views.progress, name="progress"),
    path("isian/<slug:cycle>/ekspor/", views.exports, name="exports"),
    path("isian/<slug:cycle>/ekspor/<str:kind>.<str:ending>", views.export, name="export"),
]
