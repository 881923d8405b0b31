"""The public pages of prevention: what is known of indicators, actions and stages."""

_PAGES = "knowledge that the software ships, or that the centre accepted for everybody; no person is in it"

_NAMES = ("indicators", "indicator", "actions", "action", "action-version", "stages", "feed", "table")
PUBLIC = {f"prevention:{name}": _PAGES for name in _NAMES}
