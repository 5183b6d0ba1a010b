"""Model servers for tests: OpenAI's chat completions, streamed over real HTTP on loopback."""
