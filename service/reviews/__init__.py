"""The review of answers and articles: states, risk, a history that is only added to, corrections, the queue."""
