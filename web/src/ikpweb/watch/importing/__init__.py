"""Files of reports and of effort: read and checked cell by cell, shown, and entered once somebody says so."""
