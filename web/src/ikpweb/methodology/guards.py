"""The database itself keeps an edition that was written here as it was frozen.

The rows that the engine ships are renewed by `load_edition`, so that the tables cannot be closed
whole as those of the log are (`audit.guards`): a trigger looks at the origin of the edition.
"""

from ikpweb.audit.guards import guarding
from ikpweb.kit.migrations import Statements

__all__ = ["keep_frozen"]

#: What may change of a frozen edition: whether it is public, and the day of its launch.
_FIXED = ("code", "kind", "origin", "title_id", "title_en", "about", "digest")
_SAID = "An edition that was written and frozen here never changes."

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION ikp_frozen_edition() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND ({same}) THEN RETURN NEW; END IF;
  IF OLD.origin = 'authored' THEN RAISE EXCEPTION '{said}'; END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$ LANGUAGE plpgsql;
CREATE OR REPLACE FUNCTION ikp_frozen_method() RETURNS trigger AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM methodology_edition WHERE code = OLD.edition_id AND origin = 'authored')
    THEN RAISE EXCEPTION '{said}'; END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER methodology_edition_frozen BEFORE UPDATE OR DELETE ON methodology_edition
  FOR EACH ROW EXECUTE FUNCTION ikp_frozen_edition();
CREATE TRIGGER methodology_method_frozen BEFORE UPDATE OR DELETE ON methodology_method
  FOR EACH ROW EXECUTE FUNCTION ikp_frozen_method();
"""


def _laying(vendor: str) -> list[str]:
    if vendor == "postgresql":
        same = " AND ".join(f"OLD.{name} IS NOT DISTINCT FROM NEW.{name}" for name in _FIXED)
        return [_POSTGRESQL.format(same=same, said=_SAID)]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    authored = "(SELECT origin FROM methodology_edition WHERE code = OLD.edition_id) = 'authored'"
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in _FIXED)
    conditions = {
        f"methodology_edition_no_update BEFORE UPDATE OF {', '.join(_FIXED)} ON methodology_edition": (
            f"OLD.origin = 'authored' AND ({changed})"
        ),
        "methodology_edition_no_delete BEFORE DELETE ON methodology_edition": "OLD.origin = 'authored'",
        "methodology_method_no_update BEFORE UPDATE ON methodology_method": authored,
        "methodology_method_no_delete BEFORE DELETE ON methodology_method": authored,
    }
    return [f"CREATE TRIGGER {trigger} WHEN {condition} {refuse}" for trigger, condition in conditions.items()]


def _lifting(vendor: str) -> list[str]:
    tables = ("methodology_edition", "methodology_method")
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}" for table in tables]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for table in tables for verb in ("update", "delete")]


def keep_frozen() -> Statements:
    """Give the migration step that lays the guard; a later migration of the two tables ends with it again."""
    return guarding(_laying, _lifting)
