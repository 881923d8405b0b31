"""Public addresses of releases. Apart from the portal's: an embargo ends by the clock, so no page is kept."""

from django.urls import path

from ikpweb.publication import public
from ikpweb.publication.formats import views as formats
from ikpweb.publication.report import views as reports

app_name = "releases"
urlpatterns = [
    path("rilis/", public.listing, name="list"),
    path("rilis/atom.xml", public.feed, name="feed"),
    path("rilis/kunci.pem", public.key, name="key"),
    path("rilis/katalog.jsonld", formats.catalogue, name="catalogue"),
    path("rilis/<str:name>.zip", public.bundle, name="bundle"),
    path("rilis/<str:name>/", formats.negotiating(public.page), name="page"),
    path("rilis/<str:name>/data/", formats.listing, name="forms"),
    path("rilis/<str:name>/data/<str:file>", formats.data, name="data"),
    path("rilis/<str:name>/berkas/<path:path>", public.file, name="file"),
    path("rilis/<str:name>/laporan/", reports.listing, name="reports"),
    path("rilis/<str:name>/laporan/<str:report>.<str:language>.pdf", reports.report, name="report"),
]
