"""Addresses of the page of keys, under /kantor/kunci-api/."""

from django.urls import path

from ikpweb.api.keys import views

app_name = "keys"
urlpatterns = [
    path("", views.home, name="home"),
    path("baru/", views.make, name="make"),
    path("<int:number>/cabut/", views.revoke, name="revoke"),
]
