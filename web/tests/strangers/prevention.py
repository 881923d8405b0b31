"""The public pages of prevention: what is known of indicators, actions and stages."""

_PAGES = "knowledge that the software ships; nothing of an office is in it"

PUBLIC = {f"prevention:{name}": _PAGES for name in ("indicators", "indicator", "actions", "action", "stages", "feed")}
