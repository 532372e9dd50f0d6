"""The spiral lens: whether acts answer acts, how strongly, how long, and whether it dies down."""
