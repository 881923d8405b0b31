"""Addresses of sign-in: those of allauth that a platform without self sign-up needs, under its own names."""

from allauth.account import views
from django.urls import include, path, re_path

from ikpweb.accounts.views import sign_in

urlpatterns = [
    path("", sign_in.SignIn.as_view(), name="account_login"),
    path("keluar/", sign_in.SignOut.as_view(), name="account_logout"),
    path("daftar/", sign_in.by_invitation, name="account_signup"),
    path("nonaktif/", views.account_inactive, name="account_inactive"),
    path("ulang/", sign_in.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("sandi/", views.password_change, name="account_change_password"),
    path("sandi/buat/", views.password_set, name="account_set_password"),
    path("sandi/lupa/", views.password_reset, name="account_reset_password"),
    path("sandi/lupa/terkirim/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sandi/baru/selesai/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("faktor/webauthn/keys/<int:pk>/remove/", sign_in.RemoveKey.as_view(), name="mfa_remove_webauthn"),
    path("faktor/reauthenticate/", sign_in.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("faktor/webauthn/reauthenticate/", sign_in.KeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("faktor/", include("allauth.mfa.urls")),
    path("sesi/", sign_in.Sessions.as_view(), name="usersessions_list"),
]
