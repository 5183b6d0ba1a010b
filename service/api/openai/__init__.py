"""`/openai/v1`: the service for clients of OpenAI's chat completions (docs/partners.md)."""
