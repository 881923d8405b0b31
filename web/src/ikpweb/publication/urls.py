"""Addresses of releases in the office area, under /kantor/."""

from django.urls import path

from ikpweb.publication import views

app_name = "publication"
urlpatterns = [
    path("rilis/", views.home, name="home"),
    path("rilis/baru/", views.new, name="new"),
    path("rilis/<int:number>/", views.release, name="release"),
    path("rilis/<int:number>/bekukan/", views.freeze, name="freeze"),
    path("rilis/<int:number>/hapus/", views.discard, name="discard"),
    path("rilis/<int:number>/tarik/", views.withdraw, name="withdraw"),
]
