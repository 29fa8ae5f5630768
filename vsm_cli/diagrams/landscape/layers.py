"""Which parts stand in which layer: cards of streams or teams, journeys, and empty layers."""

from collections.abc import Sequence
from dataclasses import dataclass

from vsm_cli.diagrams import palette
from vsm_cli.diagrams.canvas import Canvas
from vsm_cli.diagrams.drawing import Look, Rect
from vsm_cli.diagrams.landscape.journey_strip import JourneyBox
from vsm_cli.diagrams.landscape.landscape_subject import LandscapeSubject, Layer, layer_of
from vsm_cli.diagrams.landscape.layer_rows import LayerPart, columns_for, in_rows, journeys_in_rows
from vsm_cli.diagrams.landscape.link_lines import Joint, joints_of
from vsm_cli.diagrams.landscape.stream_card import StreamCard
from vsm_cli.diagrams.landscape.team_streams_card import TeamStreamsCard
from vsm_cli.diagrams.text_measures import shorten
from vsm_cli.language import message, tr
from vsm_cli.model.streams import Stream

LAYERS: tuple[Layer, ...] = ("journeys", "core", "unsaid", "support")

BOX_GAP = 34
_JOURNEYS_WIDTH_LEAST = 1000

_EMPTY = {
    "core": message("no core stream is defined"),
    "support": message("no supporting stream is defined"),
}

_EMPTY_LAYER = Look(
    "empty-layer", fill=palette.BOX, line=palette.MUTE, dashed=True, ink=palette.MUTE, size=9
)


@dataclass(frozen=True, eq=False)
class EmptyLayer:
    """Says that a layer holds nothing, where the other one does."""

    key: str
    text: str
    width: int = 230
    height: int = 30
    ports: tuple[int, ...] = ()
    stretches: bool = False

    def draw(self, canvas: Canvas, place: Rect) -> None:
        canvas.shape(self.key, place, _EMPTY_LAYER, shorten(self.text, place.width - 12, 9))


@dataclass(frozen=True, slots=True)
class Filled:
    """The parts of each layer that is shown, in rows, and the joints between them."""

    layers: dict[Layer, list[list[LayerPart]]]
    joints: list[Joint]

    @property
    def rows(self) -> list[list[LayerPart]]:
        return [row for rows in self.layers.values() for row in rows]


def fill(subject: LandscapeSubject) -> Filled:
    cards, homes = _cards(subject)
    journeys = [JourneyBox(subject, journey) for journey in subject.journeys]
    joints = joints_of(subject, homes, journeys)
    links = [(each.source, each.target) for each in joints if each.kind != "serves"]
    columns = columns_for(sum(map(len, cards.values())))
    widest = max((card.width for layer in cards.values() for card in layer), default=0)
    journeys_width = max(_JOURNEYS_WIDTH_LEAST, columns * (widest + BOX_GAP))
    layers: dict[Layer, list[list[LayerPart]]] = {}
    for layer in LAYERS:
        if layer == "journeys":
            rows = journeys_in_rows(journeys, journeys_width, BOX_GAP)
        elif layer in cards:
            rows = in_rows(cards[layer], links, columns)
        else:
            rows = _empty(subject, layer, cards)
        if rows:
            layers[layer] = rows
    return Filled(layers, joints)


def _empty(
    subject: LandscapeSubject, layer: Layer, cards: dict[Layer, list[LayerPart]]
) -> list[list[LayerPart]]:
    """What stands for an empty layer: core and support miss each other."""
    if layer in _EMPTY and ("core" in cards or "support" in cards):
        return [[EmptyLayer(subject.id("empty", layer), tr(_EMPTY[layer]))]]
    return []


def _cards(subject: LandscapeSubject) -> tuple[dict[Layer, list[LayerPart]], dict[str, str]]:
    """The cards of each layer, and for each stream the key of its card."""
    cards: dict[Layer, list[LayerPart]] = {}
    homes: dict[str, str] = {}
    for layer, team, streams in _groups(subject):
        card: LayerPart
        if subject.grouped:
            card = TeamStreamsCard(subject, layer, team, tuple(streams), _inside(subject, streams))
        else:
            card = StreamCard(subject, streams[0])
        cards.setdefault(layer, []).append(card)
        homes.update((stream.id, card.key) for stream in streams)
    return cards, homes


def _groups(subject: LandscapeSubject) -> list[tuple[Layer, str | None, list[Stream]]]:
    """The streams that share a card: those of a team in a layer, or each by itself."""
    groups: dict[tuple[Layer, str], tuple[Layer, str | None, list[Stream]]] = {}
    for stream in subject.streams:
        team = subject.workspace.team_of(stream.owner)
        layer = layer_of(stream)
        key = (layer, (team or "") if subject.grouped else stream.id)
        groups.setdefault(key, (layer, team, []))[2].append(stream)
    return [groups[key] for key in sorted(groups)]


def _inside(subject: LandscapeSubject, streams: Sequence[Stream]) -> tuple[int, int]:
    """How many links join these streams among each other, and how many of them are open."""
    own = set(streams)
    links = [c for c in subject.closures if c.stream in own and c.target_stream in own]
    return len(links), sum(not each.closed for each in links)
