"""Addresses of editions, under /kantor/edisi/."""

from django.urls import path

from ikpweb.methodology.views import draft, freezing, home, tree, weighting

app_name = "methodology"
_DRAFT = "rancangan/<slug:draft>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("baru/", home.new, name="new"),
    path("pembobotan/<int:weighting>/", weighting.score, name="score"),
    path(_DRAFT, draft.draft, name="draft"),
    path(f"{_DRAFT}tentang/", draft.about, name="about"),
    path(f"{_DRAFT}batas/<slug:level>/", draft.cutoffs, name="cutoffs"),
    path(f"{_DRAFT}resep/<slug:level>/", draft.recipe, name="recipe"),
    path(f"{_DRAFT}riwayat/", draft.history, name="history"),
    path(f"{_DRAFT}riwayat/<int:number>/", draft.revision, name="revision"),
    path(f"{_DRAFT}buang/", draft.discard, name="discard"),
    path(f"{_DRAFT}tambah/<slug:parent>/", tree.add, name="add"),
    path(f"{_DRAFT}simpul/<slug:node>/", tree.node, name="node"),
    path(f"{_DRAFT}simpul/<slug:node>/pindah/", tree.move, name="move"),
    path(f"{_DRAFT}simpul/<slug:node>/urutan/", tree.shift, name="shift"),
    path(f"{_DRAFT}simpul/<slug:node>/hapus/", tree.remove, name="remove"),
    path(f"{_DRAFT}rubrik/<slug:node>/", tree.rubric, name="rubric"),
    path(f"{_DRAFT}pembobotan/", weighting.weighting, name="weighting"),
    path(f"{_DRAFT}pembobotan/buka/", weighting.opened, name="open-weighting"),
    path(f"{_DRAFT}pembobotan/<int:number>/ahli/", weighting.asked, name="ask-expert"),
    path(f"{_DRAFT}pembobotan/<int:number>/tutup/", weighting.closed, name="close-weighting"),
    path(f"{_DRAFT}pembobotan/<int:number>/terapkan/", weighting.applied, name="apply-weights"),
    path(f"{_DRAFT}pembekuan/", freezing.freeze, name="freeze"),
    path(f"{_DRAFT}pembekuan/minta/", freezing.asked, name="ask-freeze"),
    path(f"{_DRAFT}pembekuan/konfirmasi/", freezing.confirmed, name="confirm-freeze"),
    path(f"{_DRAFT}pembekuan/tarik/", freezing.withdrawn, name="withdraw-freeze"),
    path("terbit/<slug:edition>/", home.edition, name="edition"),
    path("terbit/<slug:edition>/publik/", freezing.shown, name="show"),
    path("terbit/<slug:edition>/tutup/", freezing.hidden, name="hide"),
]
