"""What changes a day of voting, beside the reports themselves."""
