"""The command line: one vocabulary for people, scripts and screen readers, on the same use cases as the screens."""
