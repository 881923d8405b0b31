"""Addresses of evidence (/kantor/bukti/)."""

from django.urls import path

from ikpweb.collection.evidence import tus, views

app_name = "evidence"
urlpatterns = [
    path("unggah/", tus.collection, name="uploads"),
    path("unggah/<uuid:upload>/", tus.member, name="upload"),
    path("kejadian/<uuid:event>/", views.of_event, name="event"),
    path("kejadian/<uuid:event>/kirim/", views.send_whole, name="send"),
    path("<uuid:evidence>/", views.custody, name="custody"),
    path("<uuid:evidence>/gambar/<int:number>/", views.picture, name="picture"),
    path("<uuid:evidence>/salinan/", views.copy, name="copy"),
    path("<uuid:evidence>/asli/", views.original, name="original"),
    path("<uuid:evidence>/periksa/", views.check, name="check"),
    path("<uuid:evidence>/pindai/", views.scan, name="scan"),
    path("<uuid:evidence>/lepas/<uuid:event>/", views.detach, name="detach"),
]
