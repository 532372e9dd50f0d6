"""Staged plans, tested."""
