"""A team session's screens: the seat, the lead's console, the projector, the hot seat, and how one gets there."""
