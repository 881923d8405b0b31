"""Addresses of the ledger. Apart from the portal's: its pages change with every answer to an alarm, so none is kept."""

from django.urls import path

from ikpweb.portal.watched import views

app_name = "ledger"
urlpatterns = [
    path("buku-besar/", views.ledger_page, name="home"),
    path("buku-besar.csv", views.ledger_table, name="table"),
]
