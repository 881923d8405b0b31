"""Addresses of files, under /kantor/pencegahan/berkas/."""

from django.urls import URLPattern, path

from ikpweb.prevention.files import views

app_name = "files"
urlpatterns: list[URLPattern] = [
    path("<uuid:key>/", views.file, name="file"),
    path("<uuid:key>/tarik/", views.withdraw, name="withdraw"),
    path("<str:about>/lampirkan/", views.attach, name="attach"),
]
