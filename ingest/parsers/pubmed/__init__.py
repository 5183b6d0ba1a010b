"""PubMed records."""
