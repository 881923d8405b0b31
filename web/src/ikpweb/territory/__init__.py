"""What is scored: provinces and regencies, with the days from and until which they exist."""
