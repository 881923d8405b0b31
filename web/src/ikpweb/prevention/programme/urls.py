"""Addresses of the boards, under /kantor/pencegahan/."""

from django.urls import path, re_path

from ikpweb.prevention.programme.views import boards, disclosing

app_name = "programme"
urlpatterns = [
    path("", boards.home, name="home"),
    path("kantor/<str:code>/", boards.office, name="office"),
    re_path(r"^program\.(?P<form>csv|xlsx|json)$", boards.table, name="table"),
    path("program.pdf", boards.paper, name="paper"),
    path("publik/", disclosing.disclosure, name="disclosure"),
    path("publik/putuskan/", disclosing.decide, name="decide"),
    path("publik/<int:number>/", disclosing.preview, name="preview"),
]
