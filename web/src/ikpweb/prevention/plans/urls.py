"""Addresses of plans, under /kantor/pencegahan/usulan/."""

from django.urls import path, re_path

from ikpweb.prevention.plans.views import files, items, plans

app_name = "plans"
urlpatterns = [
    path("", plans.home, name="home"),
    path("baru/", plans.new, name="new"),
    path("<int:key>/", plans.plan, name="plan"),
    path("<int:key>/keadaan/", plans.progress, name="progress"),
    path("<int:key>/terima/", items.accept_many, name="accept"),
    path("<int:key>/tambah/", items.add_item, name="add"),
    path("<int:key>/lagi/", plans.again, name="again"),
    path("<int:key>/banding/", plans.compare, name="compare"),
    re_path(r"^(?P<key>\d+)/usulan\.(?P<form>csv|xlsx)$", files.table, name="table"),
    re_path(r"^(?P<key>\d+)/gambar/(?P<name>[a-z]+)\.(?P<form>svg|png)$", files.chart, name="chart"),
    path("<int:key>/<int:item>/", items.item, name="item"),
    path("<int:key>/<int:item>/langkah/", items.move, name="move"),
]
