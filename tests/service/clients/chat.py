"""The official `openai` client, at the running service."""

import openai

DOSE = "What is the labelled dose and schedule of Pluvicto?"


def client_of(address: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{address}/openai/v1", api_key="none", max_retries=0)


def content(completion) -> str:
    return completion.choices[0].message.content
