"""Public addresses within a release. Apart from the portal's: an embargo ends by the clock, so no page is kept.

No address has a query that matters: the same addresses are the files of a static site.
"""

from django.urls import path, re_path

from ikpweb.portal.released import frames, method, pages

app_name = "released"
urlpatterns = [
    path("rilis/<str:name>/tingkat/<slug:level>/", pages.level, name="level"),
    path("rilis/<str:name>/metode/<slug:level>/", method.method, name="method"),
    path("rilis/<str:name>/daerah/<str:code>/", pages.unit, name="unit"),
    path("rilis/<str:name>/perubahan/", pages.changed, name="changes"),
    path("rilis/<str:name>/perubahan.csv", pages.changes_table, name="changes-table"),
    re_path(r"^rilis/(?P<name>[a-z0-9.-]+)/kutipan\.(?P<form>txt|bib|ris|json)$", pages.cited, name="cite"),
    path("rilis/<str:name>/sematan/", frames.gallery, name="frames"),
    path("rilis/<str:name>/sematan/<str:what>/", frames.frame, name="frame"),
    re_path(
        r"^rilis/(?P<name>[a-z0-9.-]+)/gambar/(?P<what>[a-z0-9.-]+)\.(?P<form>svg|png)$", frames.image, name="picture"
    ),
]
