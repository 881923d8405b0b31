"""Reading trainings, outreach and alumni: lists, sums with what was not reported, coverage, equity."""
