"""What visitors get to know of ways: step by step, and what lies in them."""

from datetime import date

import numpy as np
from pydantic import BaseModel

from api import geojson
from api.places.service import Seen
from api.reach.directions import Doing, Step, Turn
from api.reach.explain import Cause, Explanation
from api.reach.safety import Safety
from api.reach.ways import Ways, WayThere
from web import directions

DECIMALS = 6


class StepPublic(BaseModel):
    """One line of the description, in words and as values."""

    text: str
    doing: Doing
    turn: Turn | None
    name: str | None
    way: str
    crossing: str | None
    metres: float
    safety: Safety


class WayPublic(BaseModel):
    """A way: `minutes` there, `back_minutes` home again. `calmer_minutes`: what a calmer way takes
    where there is one and this is not it."""

    place: str
    metres: float
    minutes: float
    back_minutes: float
    crossings: int
    safety: Safety
    calm: bool
    calmer_minutes: float | None


class WayCollection(geojson.FeatureCollection[StepPublic]):
    """A feature for each step, a line where something is walked."""

    bbox: tuple[float, float, float, float]
    properties: WayPublic


class SaidPublic(BaseModel):
    role: str
    noted_on: date
    reason: str | None


class PassagePublic(BaseModel):
    kind: str
    metres: float


class WhyPublic(BaseModel):
    """Why a spot is not reached. `text` says it in words; `gain` is by what share the reach would
    grow with a way straight across."""

    text: list[str]
    cause: Cause
    name: str | None
    metres: float | None
    minutes: float | None
    passage: PassagePublic | None
    gain: float | None
    said: SaidPublic | None


def way_collection(found: tuple[Seen, Ways], *, calm: bool, locale: str) -> WayCollection:
    seen, ways = found
    way = ways.calmer if calm and ways.calmer else ways.shortest
    is_calmer = way is ways.calmer
    calmer = None if is_calmer or ways.calmer is None else ways.calmer.minutes
    return WayCollection(
        features=[_step(n, step, locale) for n, step in enumerate(way.steps)],
        bbox=_box(way),
        properties=WayPublic(
            place=seen.place.slug,
            metres=way.metres,
            minutes=way.minutes,
            back_minutes=way.minutes if is_calmer else ways.back_minutes,
            crossings=way.crossings,
            safety=way.safety,
            calm=is_calmer,
            calmer_minutes=calmer,
        ),
    )


def step_lines(way: WayThere, locale: str) -> list[StepPublic]:
    """The steps of a way without their shapes."""
    return [_step(n, step, locale).properties for n, step in enumerate(way.steps)]


def _box(way: WayThere) -> tuple[float, float, float, float]:
    corners = np.concatenate([step.line for step in way.steps])
    west, south = corners.min(axis=0).tolist()
    east, north = corners.max(axis=0).tolist()
    return west, south, east, north


def _step(number: int, step: Step, locale: str) -> geojson.Feature[StepPublic]:
    line = np.round(step.line, DECIMALS).tolist()
    return geojson.Feature(
        id=f"step-{number}",
        geometry=geojson.Geometry(type="LineString", coordinates=line) if len(line) > 1 else None,
        properties=StepPublic(
            text=directions.step(step, locale),
            doing=step.doing,
            turn=step.turn,
            name=step.name,
            way=step.way,
            crossing=step.crossing,
            metres=step.metres,
            safety=step.safety,
        ),
    )


def why_public(found: Explanation, locale: str) -> WhyPublic:
    said = found.said
    return WhyPublic(
        text=directions.why(found, locale),
        cause=found.cause,
        name=found.name,
        metres=found.metres,
        minutes=found.minutes,
        passage=PassagePublic(kind=found.passage.kind, metres=found.passage.metres)
        if found.passage
        else None,
        gain=found.gain,
        said=SaidPublic(role=said.role, noted_on=said.noted_on, reason=said.reason)
        if said
        else None,
    )
