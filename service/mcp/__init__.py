"""The Model Context Protocol: the library as tools of a language model, over standard input and over HTTP.

The SDK takes half a second to import: only `tools` does, when somebody asks for it.
"""
