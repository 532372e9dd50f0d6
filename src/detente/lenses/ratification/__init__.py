"""The ratification lens: who can carry a package at home, and who can stop it."""
