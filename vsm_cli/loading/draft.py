"""One element while it is built: what its keys name, what is wrong, and which keys were lost."""

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from vsm_cli.diagnostics import Finding
from vsm_cli.language import message
from vsm_cli.loading.collect import RESERVED, RawElement, ShapeT
from vsm_cli.loading.references import References, canonical
from vsm_cli.loading.spreads import spread_of
from vsm_cli.loading.validation import EVERYTHING
from vsm_cli.model.elements import Idea, Setting
from vsm_cli.model.values import ELAPSED, Calendar, Spread
from vsm_cli.source.places import Place

if TYPE_CHECKING:
    from vsm_cli.loading.shapes.idea_shapes import IdeaShape

InnerT = TypeVar("InnerT")
_MISSING = message("{key} is missing here")


class Draft(Generic[ShapeT]):
    """Reads the keys of one entry. A key whose value cannot be used is reported at `address`
    and remembered in `missing`, because it counts as present."""

    def __init__(
        self,
        references: References,
        entry: RawElement[ShapeT],
        address: str,
        calendar: Calendar = ELAPSED,
    ) -> None:
        self.shape, self.place, self.unread_keys = entry.shape, entry.place, entry.unread_keys
        self.address = address
        self.calendar = calendar
        self.missing: set[str] = set()
        self.references = references
        self._unread = entry.unread

    def below(self, shape: InnerT, *keys: str | int) -> "Draft[InnerT]":
        """What stands at `keys` of this element, with the address of this one."""
        entry = RawElement(shape, self.place.key(*keys), self._unread)
        return Draft(self.references, entry, self.address, self.calendar)

    def one(self, kind: str, key: str) -> str | None:
        """The id of the one thing that `key` names."""
        written = getattr(self.shape, key)
        return None if written is None else self.named(kind, written, key)

    def many(self, kind: str, key: str) -> tuple[str, ...]:
        """The ids of the things that `key` names, each once."""
        written = getattr(self.shape, key)
        if not written:
            return ()
        found = [self.named(kind, name, key, name) for name in texts(written)]
        return tuple(dict.fromkeys(id_ for id_ in found if id_ is not None))

    def named(self, kind: str, written: str, *keys: str) -> str | None:
        """The id that a name at `keys` leads to; with two keys it is one of several."""
        id_ = canonical(written)
        if kind == "doer":
            id_ = RESERVED.get(id_, id_)
        id_ = self.references.meant(kind, id_)
        if self.references.has(kind, id_):
            return id_
        self.undefined(kind, id_, keys[0], self.place.value(*keys), several=len(keys) > 1)
        return None

    def step(self, stream: str, key: str) -> str | None:
        """The id of the step of `stream` that `key` names."""
        written = getattr(self.shape, key.replace("-", "_"))
        if written is None:
            return None
        id_ = self.references.meant("step", canonical(written), stream)
        if self.references.has("step", id_, stream):
            return id_
        self.undefined("step", id_, key, self.place.value(key), stream=stream)
        return None

    def undefined(self, kind: str, id_: str, key: str, place: Place, **options: Any) -> None:
        """Say that what stands at `place` leads nowhere, so that `key` is lost."""
        self.missing.add(key)
        self.references.undefined(kind, id_, place, self.address, **options)

    def spread(self, key: str) -> Spread | None:
        """The time under `key` in seconds."""
        raw = getattr(self.shape, key)
        if raw is None:
            return None
        found = spread_of(raw, self.calendar)
        if isinstance(found, Spread):
            return found
        self.missing.add(key)
        place = self.place.key(key, found.point)
        self.report(found.message, place, f"{key}.{found.point}", **found.fields)
        return None

    def lacks(self, key: str, subject: str | None = None) -> None:
        """Say that a key must be there, unless it is and could not be read."""
        if key not in self.unread_keys:
            self.report(_MISSING, self.place, subject or key, key=key)

    def report(
        self, template: str, place: Place, subject: str = "", *, code: str = "VSM003",
        **fields: object,
    ) -> None:  # fmt: skip
        self.references.findings.append(
            Finding(code=code, place=place, element=self.address, message=template,
                    fields=fields, subject=subject)
        )  # fmt: skip

    def ideas(self) -> tuple[Idea, ...]:
        shape: Any = self.shape
        return tuple(
            self._idea(self.below(idea, "ideas", index))
            for index, idea in enumerate(shape.ideas or ())
            if idea is not None
        )

    def _idea(self, at: "Draft[IdeaShape]") -> Idea:
        shape = at.shape
        return Idea(
            name=shape.name or ", ".join(shape.set_ or ()),
            place=at.place,
            address=self.address,
            owner=shape.owner,
            urls=shape.urls or {},
            status=shape.status or "open",  # type: ignore[arg-type]
            due=shape.due,
            cost_s=None if shape.cost is None else shape.cost.seconds(self.references.calendar),
            settings=self._settings(shape.set_) if shape.set_ else (),
            unread=at.unread_keys,
        )

    def _settings(self, written: dict[str, Any]) -> tuple[Setting, ...]:
        from vsm_cli.loading.settings import setting  # few ideas have any

        return tuple(setting(key, value, self.address) for key, value in written.items())

    def common(self, id_: str) -> dict[str, Any]:
        """The arguments that every element has; to be asked when all other keys have been read."""
        shape: Any = self.shape
        unread = self.unread_keys | self.missing
        if EVERYTHING in unread:
            fields = type(shape).model_fields.values()
            unread = frozenset(field.alias for field in fields if field.alias)
        return {
            "id": id_,
            "address": self.address,
            "place": self.place,
            "name": shape.name,
            "description": shape.description,
            "tags": texts(shape.tags),
            "urls": shape.urls or {},
            "unread": unread,
            "was": tuple(canonical(name) for name in texts(getattr(shape, "was", None))),
        }


def texts(written: list[str] | None) -> tuple[str, ...]:
    """The items of a list that could be read, each once."""
    if not written:
        return ()
    if len(written) == 1 and written[0] is not None:
        return (written[0],)
    return tuple(dict.fromkeys(item for item in written if item is not None))
