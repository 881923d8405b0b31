"""Addresses of the ledger. Apart from the portal's: its pages change with every answer to an alarm, so none is kept."""

from django.urls import path

from ikpweb.portal.watched import rounds

app_name = "ledger"
urlpatterns = [
    path("buku-besar/", rounds.ledger_page, name="home"),
    path("buku-besar.csv", rounds.ledger_table, name="table"),
    path("buku-besar/prakiraan.csv", rounds.rounds_table, name="rounds-table"),
    path("buku-besar/<int:key>/", rounds.round_page, name="round"),
    path("buku-besar/<int:key>.csv", rounds.round_table, name="round-table"),
]
