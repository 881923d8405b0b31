"""Addresses of reports and of the watch over them."""

from django.urls import path

from ikpweb.watch.views import reports

app_name = "watch"
urlpatterns = [
    path("laporan/", reports.listing, name="reports"),
    path("laporan/baru/", reports.new, name="new"),
    path("laporan/<uuid:key>/", reports.report, name="report"),
    path("laporan/<uuid:key>/ubah/", reports.edit, name="edit"),
    path("laporan/<uuid:key>/langkah/", reports.move, name="move"),
]
