"""The six sites, one module each."""

from collections.abc import Mapping

from newsstand.bad_days import BadDay
from newsstand.outlets.government_wire import GovernmentWire
from newsstand.outlets.harbour_gazette import HarbourGazette
from newsstand.outlets.island_broadcaster import IslandBroadcaster
from newsstand.outlets.jornal_delta import JornalDelta
from newsstand.outlets.night_courier import NightCourier
from newsstand.outlets.river_daily import RiverDaily
from newsstand.press import Press
from newsstand.site import Site

SITES: tuple[type[Site], ...] = (
    HarbourGazette, IslandBroadcaster, GovernmentWire, RiverDaily, JornalDelta, NightCourier,
)  # fmt: skip


def sites(press: Press, bad_days: Mapping[str, BadDay] | None = None) -> dict[str, Site]:
    """Every paper's site by the paper's id."""
    bad = bad_days or {}
    return {kind.paper.id: kind(press, bad.get(kind.paper.id)) for kind in SITES}


__all__ = ["SITES", "NightCourier", "sites"]
