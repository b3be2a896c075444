"""What is decided: frozen values in, values out. No disk, clock, database or screen."""
