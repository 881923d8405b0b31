"""Releases in the open API: what was published is everybody's, and of anything else nothing tells that it exists."""

PUBLIC = {
    f"api-v1:{name}": "what was published is for everybody; a draft is not found"
    for name in (
        "releases", "release", "releaseUnits", "releaseResults", "releaseInputs", "releaseFramework",
        "releaseRecipe", "releaseCoverage", "releaseExclusions", "releaseChanges", "releaseFiles",
    )
}  # fmt: skip
