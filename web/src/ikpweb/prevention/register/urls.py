"""Addresses of register, under /kantor/pencegahan/register/."""

from django.urls import URLPattern, path, re_path

from ikpweb.prevention.register.views import actions, appetite, bulk, comments, files, lists, risks

app_name = "register"
urlpatterns: list[URLPattern] = [
    path("", lists.listing, name="home"),
    path("papan/", lists.board, name="board"),
    path("kalender/", lists.calendar, name="calendar"),
    path("cetak/", lists.printed, name="print"),
    re_path(r"^(?P<what>tindakan|risiko)\.(?P<form>csv|xlsx)$", files.table, name="table"),
    path("risiko/", risks.listing, name="risks"),
    path("risiko/baru/", risks.new, name="risk-new"),
    path("risiko/<int:key>/", risks.risk, name="risk"),
    path("risiko/<int:key>/ubah/", risks.edit, name="risk-edit"),
    path("risiko/<int:key>/langkah/", risks.move, name="risk-move"),
    path("risiko/<int:key>/komentar/", comments.of_risk, name="risk-comment"),
    path("selera/", appetite.appetite, name="appetite"),
    path("tindakan/baru/", actions.new, name="action-new"),
    path("tindakan/<int:key>/", actions.action, name="action"),
    path("tindakan/<int:key>/ubah/", actions.edit, name="action-edit"),
    path("tindakan/<int:key>/langkah/", actions.move, name="action-move"),
    path("tindakan/<int:key>/centang/", actions.tick, name="action-tick"),
    path("tindakan/<int:key>/komentar/", comments.of_action, name="action-comment"),
    path("bersama/", bulk.bulk, name="bulk"),
    path("bersama/<uuid:number>/", bulk.batch, name="batch"),
]
