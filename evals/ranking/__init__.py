"""Trains and measures the ranking model (`make ranking`): does a passage answer a question?"""
