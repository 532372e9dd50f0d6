"""The third-parties lens: what a package does to those who do not sign it, and who of them can spoil it."""
