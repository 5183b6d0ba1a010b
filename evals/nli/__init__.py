"""How the small entailment model in service/answering/models was made and measured. Not part of the service."""
