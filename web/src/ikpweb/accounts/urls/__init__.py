"""Addresses of sign-in (/masuk/) and of the office area (/kantor/)."""
