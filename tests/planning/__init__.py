"""How paths come, change and go."""
