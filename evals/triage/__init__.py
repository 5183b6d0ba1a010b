"""The model that reads questions for emergencies: its messages, its training, its measure."""
