"""Addresses: Indonesian at the root, English under /en/; the API and files have no language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ikpweb.api.office.v1 import office_api
from ikpweb.api.stations.v1 import station_api
from ikpweb.api.v1 import api
from ikpweb.operation.views import metrics, readyz
from ikpweb.portal.health import healthz

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("api/v1/office/", office_api.urls),
    path("api/v1/stations/", station_api.urls),
    path("api/v1/", api.urls),
    path("peta/batas/", include("ikpweb.maps.urls")),
    *i18n_patterns(
        path("masuk/", include("ikpweb.accounts.urls.sign_in")),
        path("kantor/", include("ikpweb.accounts.urls.office")),
        path("kantor/bukti/", include("ikpweb.collection.evidence.urls")),
        path("kantor/offline/", include("ikpweb.collection.offline.urls")),
        path("kantor/edisi/", include("ikpweb.methodology.urls")),
        path("kantor/edisi/", include("ikpweb.runs.preview.urls")),
        path("kantor/", include("ikpweb.collection.cycles.urls")),
        path("kantor/", include("ikpweb.collection.spreadsheets.urls")),
        path("kantor/", include("ikpweb.collection.entry.urls")),
        path("kantor/", include("ikpweb.verification.urls")),
        path("kantor/", include("ikpweb.oversight.urls")),
        path("kantor/", include("ikpweb.watch.urls")),
        path("kantor/", include("ikpweb.portal.computed.urls")),
        path("kantor/", include("ikpweb.portal.watched.urls")),
        path("kantor/pencegahan/berkas/", include("ikpweb.prevention.files.urls")),
        path("kantor/pencegahan/register/", include("ikpweb.prevention.register.urls")),
        path("kantor/pencegahan/usulan/", include("ikpweb.prevention.plans.urls")),
        path("kantor/pencegahan/mitra/", include("ikpweb.prevention.partners.urls")),
        path("kantor/pencegahan/partisipatif/", include("ikpweb.prevention.cadres.urls")),
        path("kantor/pencegahan/kegiatan/", include("ikpweb.prevention.activities.urls")),
        path("kantor/pencegahan/pustaka/", include("ikpweb.prevention.curation.urls")),
        path("kantor/pencegahan/dampak/", include("ikpweb.prevention.effects.urls")),
        path("kantor/pencegahan/", include("ikpweb.prevention.programme.urls")),
        path("kantor/tps/", include("ikpweb.stations.urls")),
        path("kantor/kunci-api/", include("ikpweb.api.keys.urls")),
        path("kantor/", include("ikpweb.publication.urls")),
        path("", include("ikpweb.publication.public_urls")),
        path("", include("ikpweb.portal.released.urls")),
        path("", include("ikpweb.portal.watched.public_urls")),
        path("program/", include("ikpweb.prevention.programme.public_urls")),
        path("", include("ikpweb.prevention.effects.public_urls")),
        path("", include("ikpweb.prevention.urls")),
        path("", include("ikpweb.portal.urls")),
        prefix_default_language=False,
    ),
]
handler403 = "ikpweb.accounts.access.denied"
handler404 = "ikpweb.portal.views.errors.not_found"
handler500 = "ikpweb.portal.views.errors.broken"
