"""What is measured about an answer: one small file a family, each metric with its version, direction and source."""
