"""What a newer OpenAPI description takes from clients of an older one. Fields, routes and choices may be added."""

from collections.abc import Iterator
from typing import Any

Described = dict[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")
LEAST = ("minLength", "minimum", "exclusiveMinimum", "minItems")
MOST = ("maxLength", "maximum", "exclusiveMaximum", "maxItems")


def breaking(old: Described, new: Described) -> list[str]:
    """What no longer works, a line each, by route and field."""
    return list(dict.fromkeys(_Comparison(old, new).found()))


class _Comparison:
    def __init__(self, old: Described, new: Described) -> None:
        self._old, self._new = old, new
        self._compared: set[tuple[str, str, bool]] = set()
        """References met, since a schema may hold itself."""

    def found(self) -> Iterator[str]:
        for path, methods in self._old["paths"].items():
            for method in METHODS:
                if method not in methods:
                    continue
                route = f"{method.upper()} {path}"
                newer = self._new["paths"].get(path, {}).get(method)
                if newer is None:
                    yield f"{route} is gone"
                else:
                    yield from self._parameters(route, methods[method], newer)
                    yield from self._request(route, methods[method], newer)
                    yield from self._responses(route, methods[method], newer)

    def _parameters(self, route: str, old: Described, new: Described) -> Iterator[str]:
        before, after = ({(p["in"], p["name"]): p for p in each.get("parameters", ())} for each in (old, new))
        for place, known in before.items():
            if place not in after:
                yield f"{route}: the parameter {place[1]} is gone"
            else:
                yield from self._narrower(f"{route}: {place[1]}", known["schema"], after[place]["schema"])
        for place, parameter in after.items():
            if parameter.get("required") and not before.get(place, {}).get("required"):
                yield f"{route}: the parameter {place[1]} is required now"

    def _request(self, route: str, old: Described, new: Described) -> Iterator[str]:
        before, after = old.get("requestBody"), new.get("requestBody")
        if after and after.get("required") and not (before or {}).get("required"):
            yield f"{route}: a body is required now"
        for media_type, known in (before or {}).get("content", {}).items():
            newer = (after or {}).get("content", {}).get(media_type)
            if newer is None:
                yield f"{route}: a body of {media_type} is no longer taken"
            else:
                yield from self._narrower(f"{route}: the body", known["schema"], newer["schema"])

    def _responses(self, route: str, old: Described, new: Described) -> Iterator[str]:
        for status, known in old["responses"].items():
            newer = new["responses"].get(status)
            if newer is None:
                if status.startswith("2"):
                    yield f"{route}: {status} is no longer sent"
                continue
            for media_type, content in known.get("content", {}).items():
                if media_type not in newer.get("content", {}):
                    yield f"{route}: {status} is no longer sent as {media_type}"
                else:
                    sent = newer["content"][media_type].get("schema", {})
                    yield from self._wider(f"{route}: {status}", content.get("schema", {}), sent)

    def _narrower(self, where: str, old: Described, new: Described) -> Iterator[str]:
        """What a request could hold and no longer can."""
        yield from self._differences(where, old, new, request=True)

    def _wider(self, where: str, old: Described, new: Described) -> Iterator[str]:
        """What a response held for certain and no longer does."""
        yield from self._differences(where, old, new, request=False)

    def _differences(self, where: str, old: Described, new: Described, request: bool) -> Iterator[str]:
        met = (old.get("$ref", ""), new.get("$ref", ""), request)
        if all(met[:2]):
            if met in self._compared:
                return
            self._compared.add(met)
        old, new = self._whole(old, self._old), self._whole(new, self._new)
        before, after = _choices(old), _choices(new)
        # Every choice that a request had must remain; a response may make no choice that it had not.
        given, taken = (before, after) if request else (after, before)
        given_as, taken_as = (self._old, self._new) if request else (self._new, self._old)
        kinds = {_kind(self._whole(choice, taken_as)) for choice in taken}
        for choice in given:
            kind = _kind(self._whole(choice, given_as))
            if "any" not in kinds and kind not in kinds and not (kind == "integer" and "number" in kinds):
                yield f"{where} may {'no longer' if request else 'now'} be {kind}"
        for known in before:
            whole = self._whole(known, self._old)
            like = [self._whole(choice, self._new) for choice in after]
            like = [choice for choice in like if _kind(choice) == _kind(whole)]
            if like:
                yield from self._same_kind(where, whole, _alike(whole, like), request)

    def _same_kind(self, where: str, old: Described, new: Described, request: bool) -> Iterator[str]:
        yield from self._values(where, old, new, request)
        fields, newer = old.get("properties", {}), new.get("properties", {})
        for name, known in fields.items():
            field = f"{where}: {name}"
            if name not in newer:
                yield f"{field} is gone"
                continue
            yield from self._differences(field, known, newer[name], request)
            if not request and name in old.get("required", ()) and name not in new.get("required", ()):
                yield f"{field} may be missing now"
        if request:
            for name in set(new.get("required", ())) - set(old.get("required", ())):
                yield f"{where}: {name} is required now"
        if "items" in old and "items" in new:
            yield from self._differences(f"{where}[]", old["items"], new["items"], request)

    def _values(self, where: str, old: Described, new: Described, request: bool) -> Iterator[str]:
        before, after = _values(old), _values(new)
        if request and after is not None and (before is None or before - after):
            yield f"{where} takes fewer values: {sorted(map(str, after))}"
        if not request and before is not None and (after is None or after - before):
            yield f"{where} may have other values: {sorted(map(str, (after or set()) - before)) or 'any'}"
        if request:
            if new.get("pattern") not in (None, old.get("pattern")):
                yield f"{where} has another pattern"
            if new.get("additionalProperties") is False and old.get("additionalProperties") is not False:
                yield f"{where} takes no other fields now"
            yield from (f"{where}: {limit} is higher" for limit in LEAST if new.get(limit, 0) > old.get(limit, 0))
            endless = float("inf")
            yield from (
                f"{where}: {limit} is lower" for limit in MOST if new.get(limit, endless) < old.get(limit, endless)
            )

    def _whole(self, schema: Described, of: Described) -> Described:
        while "$ref" in schema:
            schema = of["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return schema


def _choices(schema: Described) -> list[Described]:
    return schema.get("anyOf") or schema.get("oneOf") or [schema]


def _kind(schema: Described) -> str:
    """The JSON type, "any" where it says none."""
    if "type" in schema:
        return str(schema["type"])
    values = _values(schema)
    return "string" if values and all(isinstance(value, str) for value in values) else "any"


def _values(schema: Described) -> set[Any] | None:
    if "const" in schema:
        return {schema["const"]}
    return set(schema["enum"]) if "enum" in schema else None


def _alike(schema: Described, others: list[Described]) -> Described:
    """Of several choices of one JSON type the one whose fields are most like these."""
    fields = schema.get("properties", {}).keys()
    return max(others, key=lambda other: -len(fields ^ other.get("properties", {}).keys()))
