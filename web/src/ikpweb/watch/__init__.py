"""Reports of alleged violations as they flow in: the weekly watch over them, its alarms, and the ledger of both."""
