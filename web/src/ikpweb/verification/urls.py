"""Addresses of verification, under /kantor/."""

from django.urls import path

from ikpweb.verification.views import freezing, grading, objections, queues, review, signing

app_name = "verification"
_OFFICE = "verifikasi/<slug:cycle>/<str:office>/"
urlpatterns = [
    path("verifikasi/", queues.home, name="home"),
    path("verifikasi/<slug:cycle>/antrean/", queues.queue, name="queue"),
    path("verifikasi/<slug:cycle>/sanggahan/", objections.objections, name="objections"),
    path("verifikasi/<slug:cycle>/sanggahan/<int:objection>/", objections.answer, name="answer"),
    path("verifikasi/<slug:cycle>/penerimaan/", signing.acceptance, name="acceptance"),
    path("verifikasi/<slug:cycle>/penerimaan/<str:province>/", signing.accepted_province, name="accept-province"),
    path("verifikasi/<slug:cycle>/penilaian-ganda/", grading.double, name="double"),
    path("verifikasi/<slug:cycle>/penilaian-ganda/sampel/", grading.draw, name="draw"),
    path("verifikasi/<slug:cycle>/penilaian-ganda/laporan/", grading.agreement, name="agreement"),
    path("verifikasi/<slug:cycle>/penilaian-ganda/<int:sampled>/", grading.grade, name="grade"),
    path("verifikasi/<slug:cycle>/penilaian-ganda/<int:sampled>/selesai/", grading.settle, name="settle"),
    path("verifikasi/<slug:cycle>/pembekuan/", freezing.freeze, name="freeze"),
    path("verifikasi/<slug:cycle>/pembekuan/minta/", freezing.asked, name="ask-freeze"),
    path("verifikasi/<slug:cycle>/pembekuan/konfirmasi/", freezing.confirmed, name="confirm"),
    path("verifikasi/<slug:cycle>/pembekuan/tarik/", freezing.withdrawn, name="withdraw-freeze"),
    path("verifikasi/<slug:cycle>/pembekuan/data/", freezing.dataset, name="dataset"),
    # An office's code is a number with a dot: it is never one of the words above.
    path(_OFFICE, review.submission, name="submission"),
    path(f"{_OFFICE}putuskan/", review.decided, name="decide"),
    path(f"{_OFFICE}terima/", review.accept_many, name="accept-many"),
    path(f"{_OFFICE}batal/<int:decision>/", review.undo, name="undo"),
    path(f"{_OFFICE}serahkan/", review.given, name="delegate"),
    path(f"{_OFFICE}cabut/", review.taken_back, name="end-delegation"),
    path(f"{_OFFICE}sanggah/<int:decision>/", objections.contest, name="object"),
    path(f"{_OFFICE}pengesahan/", signing.sign, name="sign"),
    path(f"{_OFFICE}pengesahan/sahkan/", signing.signed, name="signed"),
    path(f"{_OFFICE}pengesahan/batal/", signing.unsigned, name="unsigned"),
    path(f"{_OFFICE}pengesahan/terima/", signing.accepted, name="accept"),
    path(f"{_OFFICE}pengesahan/batal-terima/", signing.unaccepted, name="unaccept"),
    path(f"{_OFFICE}berita-acara/<int:sign_off>/", signing.minutes, name="minutes"),
]
