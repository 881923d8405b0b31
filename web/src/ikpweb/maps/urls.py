"""Addresses of boundaries; shapes have no language."""

from django.urls import path

from ikpweb.maps.views import boundaries

app_name = "maps"
urlpatterns = [path("<slug:name>/<slug:level>.geojson", boundaries, name="boundaries")]
