"""Addresses of reports and of the watch over them."""

from django.urls import path, re_path

from ikpweb.watch.views import choice, effort, reports, sheets

app_name = "watch"
urlpatterns = [
    path("laporan/", reports.listing, name="reports"),
    path("laporan/baru/", reports.new, name="new"),
    path("laporan/aturan-alarm/", choice.choice, name="choice"),
    path("laporan/pengawas/", effort.effort, name="effort"),
    path("laporan/pengawas/<str:office>/", effort.grid, name="effort-of"),
    path("laporan/berkas/<uuid:key>/", sheets.sheet, name="sheet"),
    path("laporan/berkas/<slug:subject>/", sheets.bring_in, name="import"),
    re_path(r"^laporan/berkas/(?P<subject>laporan|pengawas)\.(?P<form>csv|xlsx)$", sheets.template, name="template"),
    path("laporan/<uuid:key>/", reports.report, name="report"),
    path("laporan/<uuid:key>/ubah/", reports.edit, name="edit"),
    path("laporan/<uuid:key>/langkah/", reports.move, name="move"),
]
