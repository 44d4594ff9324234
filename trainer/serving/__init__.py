"""Seats for browsers: our own page, a door with a join code, and a process of its own for each seat.

Only this package knows aiohttp.
"""
