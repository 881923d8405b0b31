"""Addresses of activities, under /kantor/pencegahan/kegiatan/."""

from django.urls import path, re_path

from ikpweb.prevention.activities.views import counts, listing, sheets

app_name = "activities"
urlpatterns = [
    path("", listing.home, name="home"),
    re_path(r"^daftar\.(?P<form>csv|xlsx)$", sheets.export, name="export"),
    path("baru/", listing.new, name="new"),
    path("jumlah/", counts.counts, name="counts"),
    re_path(r"^jumlah\.(?P<form>csv|xlsx)$", counts.counts_table, name="table"),
    path("bulan/", counts.month, name="month"),
    path("berkas/<uuid:key>/", sheets.sheet, name="sheet"),
    path("berkas/<slug:subject>/", sheets.bring_in, name="import"),
    re_path(r"^berkas/(?P<subject>kegiatan|jumlah)\.(?P<form>csv|xlsx)$", sheets.template, name="template"),
    path("<uuid:key>/", listing.activity, name="activity"),
    path("<uuid:key>/ubah/", listing.edit, name="edit"),
    path("<uuid:key>/langkah/", listing.move, name="move"),
]
