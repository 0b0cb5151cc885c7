"""What does a student's text say to its reader? Pure reading: no Django, no clock, no network."""
