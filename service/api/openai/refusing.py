"""A field of another API's request that is known and not supported."""

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError, ValidatorFunctionWrapHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


@dataclass(frozen=True, slots=True)
class Refused:
    """Only what its type allows, which asks for nothing, is let through; of anything else the caller is told why."""

    why: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "description": f"Not supported: {self.why}."}

    def _check(self, value: Any, allowed: ValidatorFunctionWrapHandler) -> Any:
        refused = PydanticCustomError("unsupported", "not supported: {why}", {"why": self.why})
        try:
            let_through = allowed(value)
        except ValidationError:
            raise refused from None
        if isinstance(value, bool) != isinstance(let_through, bool):  # 0 is no False, though Python calls them equal
            raise refused
        return let_through
