"""`/openai/v1` as LangChain's `ChatOpenAI` meets it."""

import asyncio

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

DOSE = "What is the labelled dose and schedule of Pluvicto?"


@pytest.fixture(scope="module")
def chat(address):
    return ChatOpenAI(
        model="footnote-patient", base_url=f"{address}/openai/v1", api_key="none", temperature=0, max_tokens=200
    )


def test_it_answers_with_its_sources(chat):
    answer = chat.invoke(DOSE)
    assert answer.id and "7.4 GBq" in answer.content and "**Sources**" in answer.content
    assert answer.response_metadata["model_name"] == "footnote-patient"


def test_a_chain_streams_what_it_would_say_at_once(chat):
    prompt = ChatPromptTemplate.from_messages([("system", "Be brief."), ("user", "{question}")])
    chain = prompt | chat | StrOutputParser()
    pieces = [piece for piece in chain.stream({"question": DOSE}) if piece]
    assert len(pieces) > 3 and "".join(pieces) == chain.invoke({"question": DOSE})


def test_a_conversation_goes_on(chat):
    said = [SystemMessage("Be brief."), HumanMessage("What is the labelled dose of Pluvicto?"), AIMessage("7.4 GBq")]
    answer = asyncio.run(chat.ainvoke([*said, HumanMessage("And how often is it given?")]))
    assert "Pluvicto" in answer.content and "every 6 weeks" in answer.content


def test_tools_are_refused_in_words(chat):
    def search(text: str) -> str:
        """Search."""
        return text

    with pytest.raises(Exception, match="Footnote calls no tools"):
        chat.bind_tools([search]).invoke(DOSE)
