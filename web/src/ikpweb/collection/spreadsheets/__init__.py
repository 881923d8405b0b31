"""Entry by spreadsheet: an office's own workbook, the centre's for many offices, and exports."""
