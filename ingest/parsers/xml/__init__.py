"""What the XML parsers share."""
