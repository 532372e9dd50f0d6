"""Staged plans: performance in steps, so that at no step anybody gains by stopping."""
