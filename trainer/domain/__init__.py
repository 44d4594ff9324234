"""What is true on paper: cards, deals, answers, ratings, service level. Standard library only."""
