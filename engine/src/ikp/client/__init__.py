"""Reading what a platform publishes: releases as tables, checked to the digest.

It needs the network and, for tables, polars (or pandas): the extra ``ikp[client]``.

>>> from ikp.client import Client
>>> client = Client("https://ikp.example")                # doctest: +SKIP
>>> client.release().results(level="province")            # doctest: +SKIP
"""

from ikp.client.reading import Client, Release

__all__ = ["Client", "Release"]
