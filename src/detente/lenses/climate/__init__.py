"""The climate between two principals: acts answer acts, and policies change where that leads."""
