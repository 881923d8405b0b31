"""Settings of operation: how the server writes its log, who is told of errors, who may read its figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

from ikpweb.config.problem import SettingError
from ikpweb.config.words import say

__all__ = ["BACKGROUND", "OPERATING_VARIABLES", "Operating"]

#: What runs beside the server, by the name of its service: ``ikp-<name>.service``.
BACKGROUND = ("seal", "watch", "plans", "prevention")

OPERATING_VARIABLES: Mapping[str, str] = {
    "IKP_LOG": "text: warnings and errors, for the terminal (the default). json: one line of JSON for each of them and "
    "for each request, by route, without names, addresses or queries",
    "IKP_OPERATORS": "Who is told by mail when something goes wrong, separated by commas",
    "IKP_METRICS": "Addresses or networks, separated by commas, that may read /metrics and /readyz beside the loopback "
    "address, such as 10.0.0.5 or 10.0.0.0/24",
    "IKP_BACKGROUND": "Which of seal, watch, plans and prevention run on this machine and must be alive for /readyz; "
    "`none` on one of several servers that only shows pages. Default: all",
}


@dataclass(frozen=True)
class Operating:
    """What the environment says about operation."""

    log: str
    operators: tuple[str, ...]
    readers: tuple[IPv4Network | IPv6Network, ...]
    background: tuple[str, ...]

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> "Operating":
        """Read and check.

        Raises
        ------
        SettingError
            For a way to log, an address or a process that is none.
        """
        log = variables.get("IKP_LOG") or "text"
        if log not in {"text", "json"}:
            raise SettingError(say("log", value=log))
        operators = _parts(variables.get("IKP_OPERATORS"))
        for each in operators:
            if "@" not in each.strip("@"):
                raise SettingError(say("operators", value=each))
        told = variables.get("IKP_BACKGROUND") or ",".join(BACKGROUND)
        background = () if told == "none" else _parts(told)
        for each in background:
            if each not in BACKGROUND:
                raise SettingError(say("background", value=each, known=", ".join(BACKGROUND)))
        return cls(log, operators, tuple(map(_network, _parts(variables.get("IKP_METRICS")))), background)


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text)
    except ValueError as problem:
        raise SettingError(say("metrics", value=text)) from problem
