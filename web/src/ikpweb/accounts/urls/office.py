"""Addresses of the office area that belong to people and offices."""

from django.urls import path

from ikpweb.accounts.views import audit, losses, me, members, office

app_name = "office"
urlpatterns = [
    path("", office.home, name="home"),
    path("ganti/", office.switch, name="switch"),
    path("saya/", me.me, name="me"),
    path("saya/salinan/", me.copy, name="copy"),
    path("saya/hapus/", me.erase, name="erase"),
    path("saya/sesi/<int:number>/akhiri/", me.end_session, name="end-session"),
    path("anggota/", members.members, name="members"),
    path("anggota/<str:code>/", members.members, name="members-of"),
    path("anggota/<str:code>/undang/", members.invite, name="invite"),
    path("undangan/<int:number>/tarik/", members.withdraw, name="withdraw"),
    path("undangan/<str:secret>/", members.accept, name="accept"),
    path("keanggotaan/<int:number>/akhiri/", members.end, name="end-membership"),
    path("keanggotaan/<int:number>/sesi/", members.end_sessions, name="end-sessions-of"),
    path("audit/", audit.audit, name="audit"),
    path("audit/jejak/<path:subject>/", audit.trail, name="trail"),
    path("audit/titik-periksa/", audit.checkpoints, name="checkpoints"),
    path("audit/titik-periksa/<int:number>.json", audit.checkpoint_file, name="checkpoint-file"),
    path("audit/titik-periksa/tanda-tangan/", audit.cosign, name="cosign"),
    path("faktor-hilang/", losses.ask, name="lost-factor"),
    path("faktor-hilang/<int:number>/", losses.decide, name="decide-loss"),
]
