"""Sentences for a way and for what lies in it. Message ids are English."""

from typing import Any

from web.i18n import gettext
from web.measures import metres, minutes, whole_percent
from web.times import day


def N_(message: str) -> str:
    """Mark a message id for the catalogs; it is translated where it is shown."""
    return message


SAFETY = {
    "calm": N_("calm"),
    "care": N_("take care"),
    "not": N_("not for small children"),
    "unknown": N_("unknown"),
}
"""What is said of a stretch of way; shapes and colours go with the words, never without them."""

ALONG = {
    None: N_("Walk along %(street)s"),
    "on": N_("Go on along %(street)s"),
    "left": N_("Turn left along %(street)s"),
    "right": N_("Turn right along %(street)s"),
}
STREETS = {
    "footway": N_("the path"),
    "path": N_("the path"),
    "track": N_("the track"),
    "bridleway": N_("the path"),
    "cycleway": N_("the cycle path"),
    "pedestrian": N_("the pedestrian street"),
    "square": N_("the square"),
    "platform": N_("the platform"),
    "pier": N_("the pier"),
    "steps": N_("the stairs"),
    "living_street": N_("the play street"),
}
"""Ways without a name; any other is "the road"."""
ROAD = N_("the road")
STAIRS = N_("Take the stairs")

CROSSINGS = {
    "signals": N_("Cross %(street)s at the traffic lights"),
    "island": N_("Cross %(street)s by the island"),
    "marked": N_("Cross %(street)s on the zebra crossing"),
    "unmarked": N_("Cross %(street)s with care: no lights, no zebra crossing"),
    "rail": N_("Cross the railway"),
    "nothing": N_("Cross %(street)s with care: the map knows no crossing here"),
}

CAUSES = {
    "reached": N_("Within reach."),
    "no_path": N_("The map knows no way here."),
    "far": N_("Too far for the time chosen."),
    "rail": N_("The railway is in the way."),
    "water": N_("Water is in the way."),
    "motorway": N_("A motorway is in the way."),
    "fence": N_("A fence, a wall or a hedge is in the way."),
    "road": N_("A busy road is in the way, with no good place to cross."),
    "stairs": N_("Stairs are in the way."),
    "gate": N_("A gate or a barrier is in the way."),
    "said": N_("Somebody who knows the place has said that one does not walk here."),
}
NAMED_CAUSES = {
    "water": N_("%(name)s is in the way."),
    "motorway": N_("%(name)s is in the way."),
    "road": N_("%(name)s is in the way, with no good place to cross."),
}
PASSAGES = {
    "tunnel": N_("The nearest tunnel is about %(distance)s from there."),
    "bridge": N_("The nearest bridge is about %(distance)s from there."),
    "crossing": N_("The nearest place to get across is about %(distance)s from there."),
    "signals": N_("The nearest traffic lights are about %(distance)s from there."),
    "island": N_("The nearest crossing with an island is about %(distance)s from there."),
    "marked": N_("The nearest zebra crossing is about %(distance)s from there."),
    "unmarked": N_("The nearest place to get across is about %(distance)s from there."),
    "rail": N_("The nearest place to get across is about %(distance)s from there."),
}
LEAST_GAIN = 0.01


def step(one: Any, locale: str) -> str:
    """What to do, in a sentence; `one` has `doing`, `turn`, `name`, `way` and `crossing`."""
    if one.doing == "cross":
        return gettext(locale, CROSSINGS[one.crossing]) % {"street": street(one, locale)}
    if one.doing == "stairs":
        return gettext(locale, STAIRS)
    return gettext(locale, ALONG[one.turn]) % {"street": street(one, locale)}


def street(one: Any, locale: str) -> str:
    """A street by its name, else by what it is."""
    return str(one.name) if one.name else gettext(locale, STREETS.get(one.way, ROAD))


def cause(one: Any, locale: str) -> str:
    """What is in the way; `one` has `cause` and `name`."""
    named = NAMED_CAUSES.get(one.cause) if one.name else None
    return gettext(locale, named or CAUSES[one.cause]) % {"name": one.name}


def why(one: Any, locale: str) -> list[str]:
    """What lies in the way, what way round there is, and what a way across would give."""
    said = [cause(one, locale)]
    if one.said:
        who = N_("Said by %(role)s on %(date)s: %(reason)s")
        without = N_("Said by %(role)s on %(date)s.")
        values = {"role": one.said.role, "date": day(one.said.noted_on, locale)}
        message = who if one.said.reason else without
        said.append(gettext(locale, message) % (values | {"reason": one.said.reason}))
    if one.passage:
        distance = metres(one.passage.metres, locale)
        said.append(gettext(locale, PASSAGES[one.passage.kind]) % {"distance": distance})
    if one.minutes is not None:
        time = minutes(one.minutes, locale)
        said.append(gettext(locale, N_("On foot it is about %(time)s.")) % {"time": time})
    if one.gain and one.gain >= LEAST_GAIN:
        share = whole_percent(one.gain)
        gained = N_("With a way straight across, one would get to about %(share)s %% more.")
        said.append(gettext(locale, gained) % {"share": share})
    return said
