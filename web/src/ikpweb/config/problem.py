"""A setting that does not fit; and which machine is this one."""

from ipaddress import ip_address

__all__ = ["SettingError", "loopback"]


class SettingError(Exception):
    """A setting does not fit; the message says which and how to mend it."""


def loopback(host: str) -> bool:
    """Tell whether a host is this machine itself, where nothing travels that had to be encrypted."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
