"""The website: pages, one web component, no build step."""
