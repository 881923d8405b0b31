"""Arithmetic on bare arrays: normalising, aggregating, missing values, outliers, ranks. Nothing here knows a label."""
