"""trainer: practise answering complaints."""

__version__ = "0.1.0"
