"""The trust lens: records, how much trust a package takes, and whether it pays to keep it."""
