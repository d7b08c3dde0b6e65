"""What the page on the European Union calls partnerships, minerals and projects."""

from __future__ import annotations

PARTNERS = {
    "eu-greenland": "Greenland with Norway", "eu-serbia": "Serbia", "eu-kazakhstan": "Kazakhstan",
    "eu-ukraine": "Ukraine",
}  # fmt: skip
"""The partnerships that are valued."""
JOINED = {
    "eu-greenland": "Greenland", "eu-norway": "Norway", "eu-serbia": "Serbia", "eu-kazakhstan": "Kazakhstan",
    "eu-ukraine": "Ukraine", "eu-canada": "Canada", "eu-zambia": "Zambia", "eu-south-africa": "South Africa",
    "eu-australia": "Australia",
}  # fmt: skip
STAGED = {
    "sarytogan-mine": "Sarytogan graphite mine", "sarytogan-works": "Sarytogan graphite works",
    "balakhivka": "Balakhivka graphite mine and works", "circular": "CirCular copper recycling",
    "debrecen-2": "Debrecen cathode plant enlarged",
}  # fmt: skip
"""Names of works that are cut to less than they mean."""
BASE_STRATEGIC = ("keliber", "lionheart", "chvaletice", "lulea-anode-build", "gepeto-build")
"""Strategic projects of the data set of the European Union, as the gap `eu-47` names them."""


def mineral_name(mineral: str) -> str:
    """A mineral as people read it: `neodymium and praseodymium`."""
    return mineral.replace("-", " and ")
