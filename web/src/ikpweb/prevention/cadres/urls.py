"""Addresses of participatory supervision, under /kantor/pencegahan/partisipatif/."""

from django.urls import path, re_path, register_converter

from ikpweb.prevention.cadres.views import counting, overview, people, sheets


class _Subject:
    """What a list is of: trainings or outreach."""

    regex = "pelatihan|sosialisasi"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(_Subject, "cadre_subject")

app_name = "cadres"
_SUBJECT = r"(?P<subject>pelatihan|sosialisasi)"
urlpatterns = [
    path("", overview.home, name="home"),
    re_path(r"^tahun\.(?P<form>svg|png)$", overview.chart, name="chart"),
    path("cakupan/", overview.cover, name="coverage"),
    re_path(r"^cakupan\.(?P<form>csv|xlsx)$", overview.coverage_table, name="coverage-table"),
    path("alumni/", people.people, name="people"),
    path("alumni/<int:number>/", people.person, name="person"),
    path("alumni/<int:number>/hapus/", people.erase, name="erase"),
    path("alumni/<int:number>/salinan/", people.copy, name="copy"),
    path("pelatihan/<uuid:key>/alumni/", people.new_person, name="person-new"),
    path("berkas/<uuid:key>/", sheets.sheet, name="sheet"),
    re_path(rf"^berkas/{_SUBJECT}\.(?P<form>csv|xlsx)$", sheets.template, name="template"),
    path("berkas/<cadre_subject:subject>/", sheets.bring_in, name="import"),
    re_path(rf"^{_SUBJECT}\.(?P<form>csv|xlsx)$", counting.table, name="table"),
    path("<cadre_subject:subject>/", counting.listing, name="list"),
    path("<cadre_subject:subject>/baru/", counting.new, name="new"),
    path("<cadre_subject:subject>/<uuid:key>/", counting.one, name="one"),
    path("<cadre_subject:subject>/<uuid:key>/ubah/", counting.edit, name="edit"),
    path("<cadre_subject:subject>/<uuid:key>/langkah/", counting.move, name="move"),
]
