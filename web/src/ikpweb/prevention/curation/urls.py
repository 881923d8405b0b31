"""Addresses of curation, under /kantor/pencegahan/pustaka/."""

from django.urls import path

from ikpweb.prevention.curation.views import calendars, home, knowledge, library, links, proposals

app_name = "curation"
urlpatterns = [
    path("", home.home, name="home"),
    path("mendatang/", home.ahead_page, name="ahead"),
    path("kalender/baru/", calendars.new, name="calendar-new"),
    path("kalender/<str:code>/", calendars.calendar, name="calendar"),
    path("kalender/<str:code>/ubah/", calendars.edit, name="calendar-edit"),
    path("kalender/<str:code>/langkah/", calendars.move, name="calendar-move"),
    path("kaitan/", links.listing, name="links"),
    path("kaitan/<str:code>/", links.link, name="link"),
    path("usulan/", proposals.listing, name="proposals"),
    path("usulan/baru/", proposals.new, name="propose"),
    path("usulan/<uuid:key>/", proposals.proposal, name="proposal"),
    path("usulan/<uuid:key>/ubah/", proposals.edit, name="proposal-edit"),
    path("usulan/<uuid:key>/kurasi/", proposals.curate, name="curate"),
    path("usulan/<uuid:key>/langkah/", proposals.move, name="proposal-move"),
    path("tindakan/<str:key>/", library.action, name="action"),
    path("tindakan/<str:key>/langkah/", library.move, name="action-move"),
    path("indikator/<str:code>/", knowledge.indicator, name="indicator"),
]
