"""The looks that shapes and texts of all diagrams on the page share, as classes: a colour or a
size that is said a hundred thousand times would be a third of a large page."""

from collections.abc import Mapping, Sequence

_LOOKS = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "font-size",
    "font-weight",
    "text-anchor",
)
_COLOURS = ("fill", "stroke")


class PictureLooks:
    """Names for looks, and their style, inside elements that `scope` selects. `fonts` is the CSS
    that all pictures share; `dark` has the colours of dark screens by those of light ones, and
    paper is light. The same pictures in the same order give the same names."""

    def __init__(self, scope: str, fonts: str, dark: Mapping[str, str]) -> None:
        self._scope = scope
        self._fonts = fonts
        self._dark = dark
        self._names: dict[tuple[str, ...], str] = {}

    def take(self, attributes: dict[str, str]) -> str:
        """The class for the looks among these attributes, which are taken out; "" for none."""
        written = tuple([attributes.pop(name, "") for name in _LOOKS])
        if not any(written):
            return ""
        return self._names.setdefault(written, f"l{len(self._names)}")

    def style(self) -> str:
        """The CSS of all looks so far."""
        light, dark = self._fonts, ""
        for written, name in self._names.items():
            look = [(each, value) for each, value in zip(_LOOKS, written, strict=True) if value]
            light += self._rule(name, [f"{each}:{_length(each, value)}" for each, value in look])
            dark += self._rule(
                name,
                [
                    f"{each}:{self._dark[value]}"
                    for each, value in look
                    if each in _COLOURS and self._dark.get(value, value) != value
                ],
            )
        return f"{light}@media screen and (prefers-color-scheme:dark){{{dark}}}"

    def _rule(self, name: str, declarations: Sequence[str]) -> str:
        return f"{self._scope} .{name}{{{';'.join(declarations)}}}" if declarations else ""


def _length(name: str, value: str) -> str:
    if name not in ("font-size", "stroke-width"):
        return value
    short = value.rstrip("0").removesuffix(".") if "." in value else value
    return f"{short}px" if name == "font-size" else short
