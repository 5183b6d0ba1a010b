"""What a sentence says, read off its surface: tokens, names, known phrases, quantities and what they are said of."""
