"""Records of trial registries."""
