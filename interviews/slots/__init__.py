"""Which start times can be booked? Pure time maths: no Django, no clock, no database."""
