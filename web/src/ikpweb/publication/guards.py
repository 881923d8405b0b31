"""The database itself keeps a release as it was frozen: only its withdrawal can be added, once."""

from ikpweb.audit.guards import guarding
from ikpweb.kit.migrations import Statements

__all__ = ["keep_frozen"]

_TABLE = "publication_release"
_FIXED = (
    *("code", "version", "edition_id", "computation_id", "title_id", "title_en", "changes", "detail", "smallest"),
    *("embargo", "state", "revision", "drafted_by_id", "frozen_by_id", "frozen_at", "digest", "key", "files"),
    *("previous_id", "synthetic"),
)
_SAID = "A frozen release never changes."

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION ikp_frozen_release() RETURNS trigger AS $$
BEGIN
  IF OLD.state <> 'frozen' THEN RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END IF;
  IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL AND ({same}) THEN RETURN NEW; END IF;
  RAISE EXCEPTION '{said}';
END $$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION ikp_frozen_release();
"""


def _laying(vendor: str) -> list[str]:
    if vendor == "postgresql":
        # JSON has no equality of its own there.
        plain = [(f"OLD.{name}::text", f"NEW.{name}::text") for name in _FIXED]
        same = " AND ".join(f"{old} IS NOT DISTINCT FROM {new}" for old, new in plain)
        return [_POSTGRESQL.format(same=same, said=_SAID, table=_TABLE)]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    changed = " OR ".join(["OLD.withdrawn_at IS NOT NULL", *(f"OLD.{name} IS NOT NEW.{name}" for name in _FIXED)])
    conditions = {
        f"{_TABLE}_no_update BEFORE UPDATE ON {_TABLE}": f"OLD.state = 'frozen' AND ({changed})",
        f"{_TABLE}_no_delete BEFORE DELETE ON {_TABLE}": "OLD.state = 'frozen'",
    }
    return [f"CREATE TRIGGER {trigger} WHEN {condition} {refuse}" for trigger, condition in conditions.items()]


def _lifting(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {_TABLE}_frozen ON {_TABLE}"]
    return [f"DROP TRIGGER IF EXISTS {_TABLE}_no_{verb}" for verb in ("update", "delete")]


def keep_frozen() -> Statements:
    """Give the migration step that lays the guard; a later migration of the table ends with it again."""
    return guarding(_laying, _lifting)
