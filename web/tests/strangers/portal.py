"""The public pages and the public API: they show what was published, and nothing of an office."""

_PAGES = "what was published is for everybody"

PUBLIC = {
    "healthz": "says that the server lives",
    "readyz": "for machines: a visitor from elsewhere finds nothing there",
    "metrics": "for machines: a visitor from elsewhere finds nothing there",
    "maps:boundaries": _PAGES,
    "ledger:home": _PAGES,
    "ledger:table": _PAGES,
    "ledger:rounds-table": _PAGES,
    "ledger:round": _PAGES,
    "ledger:round-table": _PAGES,
    **{
        f"portal:{name}": _PAGES
        for name in (
            "home", "search", "suggest", "unit", "ranking", "compare", "methods", "method", "validation", "projection",
            "projection-table", "downloads",
            "take", "unduh/<path:rest>", "embed-map", "embed-ranking", "embed-unit",
            "picture", "chart",
        )
    },
    **{
        f"api-v1:{name}": _PAGES
        for name in (
            "openapi-json", "openapi-view", "index", "list_editions", "one_edition", "framework", "list_units",
            "one_unit", "list_results", "list_figures", "compare", "validation", "elsewhere",
        )
    },
}  # fmt: skip
