"""Team sessions: opening one, a seat in it, leading it, and what everybody sees. Source: sessions; rules 7, 8."""
