"""Addresses of partners, under /kantor/pencegahan/mitra/."""

from django.urls import path, re_path

from ikpweb.prevention.partners.views import agreements, doing, institutions, sheets, tables

app_name = "partners"
urlpatterns = [
    path("", agreements.home, name="home"),
    path("perjanjian/baru/", agreements.new, name="new"),
    re_path(r"^perjanjian\.(?P<form>csv|xlsx)$", tables.agreements_table, name="table"),
    path("perjanjian/<uuid:key>/", agreements.agreement, name="agreement"),
    path("perjanjian/<uuid:key>/ubah/", agreements.edit, name="edit"),
    path("perjanjian/<uuid:key>/perbarui/", agreements.renew, name="renew"),
    path("perjanjian/<uuid:key>/langkah/", agreements.move, name="move"),
    path("perjanjian/<uuid:key>/kegiatan/", agreements.note, name="note"),
    path("kegiatan/<uuid:key>/", doing.edit_activity, name="activity-edit"),
    path("kegiatan/<uuid:key>/langkah/", doing.move_activity, name="activity-move"),
    path("lembaga/", institutions.institutions, name="institutions"),
    path("lembaga/baru/", institutions.new_institution, name="institution-new"),
    re_path(r"^lembaga\.(?P<form>csv|xlsx)$", tables.institutions_table, name="institutions-table"),
    path("lembaga/<uuid:key>/", institutions.institution, name="institution"),
    path("lembaga/<uuid:key>/ubah/", institutions.edit_institution, name="institution-edit"),
    path("lembaga/<uuid:key>/langkah/", institutions.move_institution, name="institution-move"),
    path("cakupan/", tables.cover, name="coverage"),
    re_path(r"^cakupan\.(?P<form>csv|xlsx)$", tables.coverage_table, name="coverage-table"),
    path("berkas/", sheets.bring_in, name="import"),
    re_path(r"^berkas/mitra\.(?P<form>csv|xlsx)$", sheets.template, name="template"),
    path("berkas/<uuid:key>/", sheets.sheet, name="sheet"),
]
