"""The address of the preview, beside those of the draft."""

from django.urls import path

from ikpweb.runs.preview import views

app_name = "edition-preview"
urlpatterns = [path("rancangan/<slug:draft>/pratinjau/", views.preview, name="preview")]
