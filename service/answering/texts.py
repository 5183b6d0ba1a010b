"""The versioned texts that an answer depends on."""

from dataclasses import dataclass, fields

from prompts import Prompt


@dataclass(frozen=True, slots=True)
class Prompts:
    """One file of `prompts` a field, by its name; whoever writes the answer depends on them."""

    triage: Prompt
    disclaimers: Prompt
    glossary: Prompt
    notices: Prompt
    injection: Prompt
    personal: Prompt
    referrals: Prompt
    languages: Prompt
    identifiers: Prompt
    conflicts: Prompt

    def hashes(self) -> dict[str, str]:
        texts: list[Prompt] = [getattr(self, text.name) for text in fields(self)]
        return {prompt.name: prompt.sha256 for prompt in texts}
