"""Journeys: every stage, stream, wait and link is there, says what it is, and lies on nothing."""

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.diagrams.journeys import KINDS, STREAMS, YEAR, journey_of, picture_of, ways, words
from tests.diagrams.pictures import SVG, Picture
from tests.diagrams.test_landscape import HOSTILE, sample, workspace_of
from tests.reporters.problems import problem
from vsm_cli.catalogue.vocabulary import STAGES
from vsm_cli.diagnostics import Level
from vsm_cli.diagrams import engine
from vsm_cli.diagrams.journey import journey_map
from vsm_cli.diagrams.scope import Scope
from vsm_cli.loading import load_texts


@pytest.fixture(scope="module")
def year() -> Picture:
    return picture_of(workspace_of(STREAMS + YEAR))


def legend(picture: Picture) -> set[str]:
    return {id.split("legend.")[1].split(".")[0] for id in picture.parts if ".legend." in id}


def test_stages_stand_in_their_order_each_with_its_streams_below(year: Picture) -> None:
    stages, cards = year.boxes("stage"), year.boxes("stream", "gap")
    assert [id.split("-", 1)[1] for id in stages] == [
        "explore", "engage", "onboard", "co-create", "realize", "realize",
    ]  # fmt: skip
    places = [(round(area.top), area.left) for area in stages.values()]
    assert places == sorted(places)
    below = {
        "1-explore": ["gap.1"],
        "2-engage": ["2.sell"],
        "3-onboard": ["3.deliver", "3.train"],
        "4-co-create": ["4.repair"],
        "5-realize": ["5.build"],
        "6-realize": ["6.ask"],
    }
    for stage, names in below.items():
        above = stages[f"journeys.year.{stage}"]
        for name in names:
            card = cards.pop(f"journeys.year.{name}")
            assert card.left == above.left
            assert card.top > above.bottom
            above = card
    assert not cards


def test_the_head_says_who_how_long_and_what_is_wrong(year: Picture) -> None:
    for fact in (
        "Owner: Sales",
        "Customer: branch staff",
        "All stages: ≥22.9d",
        "Expected: ≥22.8d",
        "Passed on: 2",
        "Links closed: 1 of 2",
        "Stages without a stream: 1",
    ):
        assert fact in words(year), fact


def test_cards_say_owner_time_share_and_the_longest_step(year: Picture) -> None:
    assert words(year, "2.sell") == (
        "NEW DEMAND Sell a service Sales Perceived: 5d · ≈22% of the journey"
        " Longest step: Make an offer, 3d"
    )
    assert "side by side with a longer stream" in words(year, "3.train")
    assert "of the journey" not in words(year, "3.train")
    # Nothing is known of one, little of another, and one is estimated.
    assert words(year, "5.build").endswith("Perceived: –")
    assert "Perceived: 1h · <1% of the journey" in words(year, "6.ask")
    assert "Perceived: ≈4h" in words(year, "4.repair")
    assert words(year, "4-co-create.facts") == "30% go on · the customer begins it"


def test_waits_stand_on_the_ladder_between_the_stages(year: Picture) -> None:
    waits = year.boxes("wait")
    # That of a step of the journey goes before that of a link.
    assert [(id, words(year, f"{id.removeprefix('journeys.year.')}.time")) for id in waits] == [
        ("journeys.year.ladder.2.wait", "4h <1%"),
        ("journeys.year.ladder.3.wait", "12h ≈2%"),
        ("journeys.year.ladder.6.wait", "7d ≈31%"),
    ]
    stages = year.boxes("stage")
    between = waits["journeys.year.ladder.3.wait"]
    assert stages["journeys.year.2-engage"].right <= between.left
    assert between.right <= stages["journeys.year.3-onboard"].left
    # The share of a stage is its own, as on its card; the wait before it has one of its own.
    assert words(year, "ladder.3.time") == "10d ≈44%"
    assert words(year, "ladder.6.wait.time") == "7d ≈31%"
    assert words(year, "ladder.6.time") == "1h <1%"
    assert words(year, "ladder.1.time") == "–"


def test_closed_and_open_links_differ_in_more_than_colour(year: Picture) -> None:
    closed, opened = ("journeys.year.ways.3.1.1", "journeys.year.ways.3.2.1")
    assert ways(year, 3) == ["closed", "open"]
    assert words(year, "ways.3.1.1") == "Order"
    assert words(year, "ways.3.2.1") == "no data named open: data, people, responsibility"
    dashes = [
        {line.get("stroke-dasharray") for line in year.parts[id].iter(f"{SVG}path")}
        for id in (closed, opened)
    ]
    assert dashes[0] == {None}
    assert None not in dashes[1]
    titles = ["".join(year.parts[id].itertext()) for id in (closed, opened)]
    assert "Sell a service starts Deliver it" in titles[0]
    assert "Via: handover" in titles[0]
    assert "Sell a service starts Train the users" in titles[1]
    # Each arrow ends at the card of the stream that it starts.
    lines, cards = year.lines("way"), year.boxes("stream")
    for id, card in ((closed, "3.deliver"), (opened, "3.train")):
        area = cards[f"journeys.year.{card}"]
        assert area.top < lines[id][-1][1] < area.bottom


def test_other_ways_on_say_what_they_are(year: Picture) -> None:
    assert ways(year, 4) == ["customer"]
    assert words(year, "ways.4.1.1") == "the customer's own decision"
    assert ways(year, 5) == ["chain"]
    assert words(year, "ways.5.1.1") == "by way of other streams"
    assert ways(year, 6) == ["carried"]
    assert words(year, "ways.6.1.1") == "no link: the customer carries the case"
    assert {"journeys.year.ways.6.1.1.fall", "journeys.year.ways.6.1.1.rise"} <= year.parts.keys()
    # Nothing leads into the first stage, and of what comes after a gap nothing can be said.
    assert ways(year, 1) == ways(year, 2) == []


def test_a_stream_that_goes_on_needs_no_way() -> None:
    assert ways(journey_of("stream: sell", "stream: [sell, build]"), 2) == []


def test_a_link_that_skips_a_stage_says_where_it_comes_from() -> None:
    picture = journey_of("stream: sell", "stream: ask, by: customer", "stream: deliver")
    assert ways(picture, 3) == ["closed"]
    assert words(picture, "ways.3.1.1") == "from Sell a service Order"


def test_a_gap_is_hollow_and_says_so(year: Picture) -> None:
    assert words(year, "gap.1") == "gap: no stream serves this stage"
    for part in ("gap.1", "1-explore"):
        shape = next(year.parts[f"journeys.year.{part}"].iter(f"{SVG}polygon"))
        assert shape.get("stroke-dasharray"), part
    assert not next(year.parts["journeys.year.2-engage"].iter(f"{SVG}polygon")).get(
        "stroke-dasharray"
    )


def test_the_customers_lane_says_whom_the_customer_meets(year: Picture) -> None:
    met = {id: words(year, id.removeprefix("journeys.year.")) for id, _ in year.of_kind("face")}
    assert met == {
        "journeys.year.faces.2.1": "Sales: visit",
        "journeys.year.faces.3.1": "passed on to Service desk: phone",
        "journeys.year.faces.6.1": "passed on to Sales: phone",
    }
    signs = [id for id, _ in year.of_kind("passed-on")]
    assert signs == ["journeys.year.faces.3.1.sign", "journeys.year.faces.6.1.sign"]


def test_the_bottleneck_of_the_chain_is_one_step_with_its_share(year: Picture) -> None:
    assert [id for id, _ in year.of_kind("bottleneck") if ".legend." not in id] == [
        "journeys.year.3.deliver.bottleneck"
    ]
    # 10d of 22d 21h; the whole is a lower bound, so the share is about that.
    said = [words(year, f"3.deliver.bottleneck.{line}") for line in (1, 2)]
    assert " ".join(said) == "Bottleneck · ≈44% of the journey: Set it up, 10d"
    band, card = year.boxes("bottleneck"), year.boxes("stream")
    inside = card["journeys.year.3.deliver"]
    assert inside.top < band["journeys.year.3.deliver.bottleneck"].top
    assert band["journeys.year.3.deliver.bottleneck"].bottom < inside.bottom


def test_nobody_accountable_is_marked(year: Picture) -> None:
    assert "journeys.year.3.train.no-owner" in year.parts
    assert "no owner" in words(year, "3.train")
    assert "journeys.year.3.deliver.no-owner" not in year.parts


def test_a_closed_loop_leads_back_and_an_open_one_is_broken() -> None:
    closed = journey_of("stream: sell", "stream: deliver", options="closed-loop: true,")
    opened = journey_of("stream: deliver", "stream: ask", options="closed-loop: true,")
    stages, loop = closed.boxes("stage"), closed.lines("loop")["journeys.year.loop"]
    for (x, _), stage in zip((loop[-1], loop[0]), stages.values(), strict=True):
        assert stage.left < x < stage.right
    assert words(closed, "loop") == "closed loop: the work comes back to where it began"
    assert "journeys.year.loop.fall" in opened.parts
    assert words(opened, "loop").startswith("the loop is open")
    assert not dict(journey_of("stream: sell", "stream: deliver").of_kind("loop"))


def test_a_loop_over_several_rows_is_said_in_the_head(year: Picture) -> None:
    assert "journeys.year.loop" not in year.parts
    assert "the loop is open: no chain of links leads to the end" in words(year)


def test_a_long_journey_goes_on_in_rows() -> None:
    stages = [stage.id for stage in STAGES] * 2
    streams = ("sell", "deliver", "repair")
    steps = [f"stage: {each}, stream: {streams[n % 3]}" for n, each in enumerate(stages)]
    long, short = journey_of(*steps), journey_of(*steps[:10])
    assert len(long.boxes("stage")) == len(long.boxes("stream")) == 14
    assert long.width == short.width
    tops = [round(area.top) for area in long.boxes("stage").values()]
    assert [tops.count(top) for top in dict.fromkeys(tops)] == [5, 5, 4]
    assert tops == sorted(tops)


def test_a_journey_without_a_step_says_so() -> None:
    picture = journey_of(options="owner: sales,")
    assert "No stage is defined yet." in words(picture)
    assert not picture.boxes(*KINDS)
    assert not legend(picture)


def test_the_legend_explains_what_occurs_and_nothing_else(year: Picture) -> None:
    assert legend(year) == {
        "closed", "open", "chain", "customer", "carried", "touchpoint", "passed-on", "gap",
        "bottleneck", "wait", "bar-wait", "no-owner",
    }  # fmt: skip
    assert legend(journey_of("stream: build")) == set()
    assert legend(journey_of("stream: sell", "stream: train")) == {
        "open", "touchpoint", "bottleneck", "bar-wait", "no-owner",
    }  # fmt: skip


def test_cards_lead_to_the_maps_of_their_streams(year: Picture) -> None:
    links = [a.attrib["href"] for a in year.root.iter(f"{SVG}a")]
    streams = ("sell", "deliver", "train", "repair", "build", "ask")
    assert links == [f"../streams/{stream}.svg" for stream in streams]


def test_problems_lie_over_the_journey_and_its_streams() -> None:
    problems = tuple(
        problem(message, level=level, element=element, fingerprint=message)
        for message, level, element in (
            ("the loop is <open>", Level.WARNING, "journeys.year"),
            ("nobody answers", Level.ERROR, "streams.sell.steps.talk"),
            ("no criteria", Level.NOTE, "streams.sell.steps.offer"),
            ("not on this journey", Level.ERROR, "streams.sort"),
        )
    )
    picture = picture_of(workspace_of(STREAMS + YEAR), problems=problems)
    assert words(picture, "chips") == "no owner VSM102"
    assert words(picture, "2.sell").endswith("no owner VSM102 +1")
    assert "no owner VSM" not in words(picture, "3.deliver")
    tooltip = "".join(picture.parts["journeys.year.2.sell"].itertext())
    assert "VSM102 step-without-owner: nobody answers" in tooltip
    said = words(picture)
    assert "A year with us: the loop is <open>" in said
    assert "Sell a service: no criteria" in said
    assert "not on this journey" not in said


def test_hostile_names_come_out_as_they_are() -> None:
    quoted = json.dumps(HOSTILE)
    text = STREAMS + YEAR
    for name in ("A year with us", "Sell a service", "Sales", "Order", "Make an offer"):
        text = text.replace(f"name: {name}", f"name: {quoted}")
    text = text.replace("branch staff", quoted).replace(
        "touchpoint: visit", f"touchpoint: {quoted}"
    )
    workspace = workspace_of(text)
    assert workspace.journeys["year"].label == HOSTILE
    picture = picture_of(workspace)
    shown = "".join(words(picture).split())
    assert shown.count(HOSTILE[:16].replace(" ", "")) >= 6
    assert HOSTILE in "".join(picture.parts["journeys.year.2.sell"].itertext())


def test_the_order_of_files_changes_nothing() -> None:
    def drawn(order: str) -> str:
        files = {"vsm.yaml": "vsm: 1\njourneys: {year: {steps: [{stream: [b, a]}, {stream: c}]}}\n"}
        for place, id in enumerate(order):
            files[f"{place}.yaml"] = f"vsm: 1\nstreams: {{{id}: {{steps: {{x: {{lead: 1d}}}}}}}}\n"
        workspace = load_texts(files).workspace
        return engine.draw(journey_map(Scope(workspace), workspace.journeys["year"]))

    assert drawn("abc") == drawn("cab")


@pytest.mark.parametrize("name", ["bank", "bank-zh", "bank-defects", "bank-defects-zh"])
def test_samples_are_tidy(name: str) -> None:
    workspace = sample(name)
    for id in workspace.journeys:
        picture_of(workspace, id)


@cache
def any_step() -> st.SearchStrategy[dict[str, object]]:
    names = ("sell", "deliver", "train", "repair", "sort", "build", "ask")
    return st.fixed_dictionaries(
        {},
        optional={
            "stage": st.sampled_from([stage.id for stage in STAGES]),
            "stream": st.lists(st.sampled_from(names), max_size=4),
            "wait": st.sampled_from(["1m", "3d", "999w"]),
            "share": st.sampled_from(["1%", "99.5%"]),
            "by": st.just("customer"),
        },
    )


@settings(max_examples=60)
@given(st.lists(any_step(), max_size=9), st.booleans())
def test_any_journey_is_whole_and_tidy(steps: list[dict[str, object]], closed: bool) -> None:
    journey = json.dumps({"year": {"steps": steps, "closed-loop": closed}})
    workspace = workspace_of(f"{STREAMS}journeys: {journey}\n")
    picture = picture_of(workspace)
    read = workspace.journeys["year"].steps
    assert len(picture.boxes("stage")) == len(read)
    assert len(picture.boxes("gap")) >= sum(step.is_gap for step in read)
    cards = [
        (n, stream) for n, step in enumerate(read, 1) for stream in dict.fromkeys(step.streams)
    ]
    assert [id.split(".")[2:] for id in picture.boxes("stream")] == [[str(n), s] for n, s in cards]


ASKED = """
vsm: 1
teams: {desk: {name: Desk}, ops: {name: Operations}}
systems: {crm: , itsm: }
data: {need: {name: Need}, form: {name: Form}}
streams:
  sell: {steps: {take: {owner: desk, touchpoint: shop, systems: crm, inputs: need}}}
  deliver: {steps: {call: {name: Call back, owner: ops, touchpoint: phone, inputs: [form, need]}}}
journeys:
  buy: {steps: [{stage: engage, stream: sell}, {stage: onboard, stream: deliver}]}
"""


def test_what_the_customer_is_asked_for_again_stands_at_the_stage_that_asks() -> None:
    picture = picture_of(workspace_of(ASKED), "buy")
    assert "asked again for Need: Call back" in words(picture)
    assert "Form" not in words(picture)
    assert "Asked again: 1" in words(picture)
    assert "asked-again" in legend(picture)
    once = picture_of(workspace_of(ASKED.replace("[form, need]", "form")), "buy")
    assert "sked again" not in words(once)
