"""The leverage lens: who controls what, who has the power to decide, and who should trade control."""
