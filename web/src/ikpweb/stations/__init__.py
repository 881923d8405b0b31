"""Election day: what the supervisors of polling stations report, received, sealed and counted."""
