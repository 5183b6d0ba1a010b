"""PDF: text, columns, headings, tables, furniture."""
