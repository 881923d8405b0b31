"""Addresses of the public pages of prevention."""

from django.urls import path, re_path

from ikpweb.prevention import views

app_name = "prevention"
urlpatterns = [
    path("indikator/", views.indicators, name="indicators"),
    path("indikator/<str:code>/", views.indicator, name="indicator"),
    path("tindakan/", views.actions, name="actions"),
    path("tindakan/<str:key>/", views.action, name="action"),
    path("tindakan/<str:key>/versi/<int:number>/", views.action_version, name="action-version"),
    path("tahapan/", views.stages, name="stages"),
    path("tahapan.ics", views.calendar_feed, name="feed"),
    re_path(r"^(?P<subject>tindakan|tahapan)\.(?P<form>csv|xlsx|json)$", views.table, name="table"),
]
