"""Reports of polling stations: sending asks for a key of an office, and no member's session is one."""

PUBLIC = {
    "station-api-v1:openapi-json": "how the API is asked; no data of anybody",
    "station-api-v1:elsewhere": "says that there is no such address",
}
