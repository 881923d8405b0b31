"""Addresses of computations, under /kantor/."""

from django.urls import path, re_path

from ikpweb.portal.computed import supposing, unsure, views

app_name = "runs"
urlpatterns = [
    path("perhitungan/", views.home, name="home"),
    path("perhitungan/baru/", views.new, name="new"),
    path("perhitungan/<int:number>/", views.computation, name="computation"),
    re_path(r"^perhitungan/(?P<number>\d+)/skor\.(?P<form>csv|xlsx|json)$", views.table, name="table"),
    path("perhitungan/<int:number>/daerah/<str:code>/", views.unit, name="unit"),
    path("perhitungan/<int:number>/banding/", views.compare, name="compare"),
    path("perhitungan/<int:number>/andai/", supposing.page, name="suppose"),
    path("perhitungan/<int:number>/ketidakpastian/", unsure.page, name="unsure"),
    path("perhitungan/<int:number>/ketidakpastian/hitung/", unsure.new, name="perturb"),
    path("perhitungan/<int:number>/ketidakpastian/kemajuan/", unsure.asked, name="asked"),
    path("perhitungan/<int:number>/ketidakpastian/cakupan/", unsure.covered, name="covered"),
    re_path(
        r"^perhitungan/(?P<number>\d+)/ketidakpastian\.(?P<form>csv|xlsx|json)$", unsure.table, name="unsure-table"
    ),
    re_path(r"^perhitungan/(?P<number>\d+)/ketidakpastian\.(?P<form>svg|png)$", unsure.chart, name="unsure-chart"),
]
