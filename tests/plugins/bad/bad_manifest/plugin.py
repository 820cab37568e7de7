"""Has no manifest."""

PLUGIN = {"id": "bad_manifest"}
