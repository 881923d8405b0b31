"""The table of reports as PostgreSQL keeps it: in parts, by the hash of the regency.

Sixteen tables with their own indexes take additions side by side, each a sixteenth of the nation's 823,220. By hash and
not by a list of provinces: three provinces of Java would hold nearly half of all reports, and a province that is split
would need another table on the eve of an election. The regency is also what rows would be spread by over many servers.
"""

from ikpweb.audit.guards import laying
from ikpweb.kit.migrations import Statements

__all__ = ["PARTS", "TABLE", "partitioned"]

PARTS = 16
TABLE = "stations_report"

# Its own sequence: numbers drawn by the parent are unique over all parts. An identity column cannot be had on a
# partitioned table before PostgreSQL 17.
_PARENT = f"""
DROP TABLE {TABLE};
CREATE SEQUENCE {TABLE}_id_seq;
CREATE TABLE {TABLE} (
  id bigint NOT NULL DEFAULT nextval('{TABLE}_id_seq'),
  day varchar(40) NOT NULL,
  regency varchar(8) NOT NULL,
  station varchar(20) NOT NULL,
  client uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  received_at timestamp with time zone NOT NULL,
  answers varchar(100) NOT NULL,
  key bigint NOT NULL,
  digest varchar(64) NOT NULL,
  PRIMARY KEY (day, id, regency),
  CONSTRAINT one_report_a_client UNIQUE (regency, client)
) PARTITION BY HASH (regency);
ALTER SEQUENCE {TABLE}_id_seq OWNED BY {TABLE}.id;
"""


def _forwards(vendor: str) -> list[str]:
    if vendor != "postgresql":
        return [f"CREATE INDEX {TABLE}_of_a_day ON {TABLE} (day, id)", *laying(TABLE, vendor)]
    parts = [f"{TABLE}_{number:02d}" for number in range(PARTS)]
    return [
        _PARENT,
        *(
            f"CREATE TABLE {part} PARTITION OF {TABLE} FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {number})"
            for number, part in enumerate(parts)
        ),
        *laying(TABLE, vendor),
        # The guard of rows is passed on to the parts by the database, that of the whole table is not.
        *(
            f"CREATE TRIGGER {part}_whole BEFORE TRUNCATE ON {part} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ikp_append_only()"
            for part in parts
        ),
    ]


def partitioned() -> Statements:
    """Give the migration step that divides the table that Django made, and lays the guard on it."""
    return Statements(_forwards, lambda _vendor: [])
