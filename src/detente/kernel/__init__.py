"""Pure numeric functions on plain arrays; nothing here knows of states or issues."""
