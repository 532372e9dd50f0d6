"""Files of other programs and score sheets: what they hold becomes a scored game, and back."""
