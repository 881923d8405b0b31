"""Print the tables of docs/explanation/ikp-2024-unpublished-steps.md: `python -m tools.study_2024`."""

from tools.study_2024.tables import arithmetic_tables, candidate_table, cutoff_table

#: Made-up countries per candidate and setting; there are few provinces, so they are drawn more often.
_REGENCY_DRAWS, _PROVINCE_DRAWS = 6, 24

if __name__ == "__main__":
    for table in arithmetic_tables():
        print(table, end="\n\n")
    print(candidate_table("regency", _REGENCY_DRAWS), end="\n\n")
    print(candidate_table("province", _PROVINCE_DRAWS), end="\n\n")
    print(cutoff_table())
