"""Words of the field as this app uses them, and the origin of its map."""

from __future__ import annotations

GLOSSARY = {
    "Agreement": "a partnership with a producer country: joined once or never, it opens some things and asks others.",
    "Basis": "how a figure relates to its source: reported, derived, illustrative, or your own.",
    "Binding": "of a limit: the plan would be cheaper without it.",
    "Bound": "a cost that no plan can undercut, proven by the solver.",
    "Break-even payment": "what an agreement could cost more in each year in force, and be worth nothing.",
    "Chokepoint": "a strait or canal that routes pass.",
    "Clause": "one thing that an agreement gives, asks or costs.",
    "Contained tonnes": "tonnes of a mineral inside a material; shares are of contained tonnes.",
    "Cover": "how many days of demand the buyer's stocks last.",
    "Gap": "how far the plan's cost lies above the bound, as a share; optimal is said only within the gap asked for.",
    "HHI": "the Herfindahl-Hirschman index: the sum of squared shares, from 0 (many small) to 10 000 (one only).",
    "Leakage": "the part of what is sold as certified that in truth is not: smuggled or mislabelled.",
    "Offtake": "a contract over a volume for a term; with take-or-pay part of it is paid for even if not taken.",
    "Origin": "where the upstream of what a supplier sells comes from; rules on extraction look through to it.",
    "Overlay, policy": "a small file of changes on a data set; several combine, in order.",
    "Place": "a country by its ISO 3166-1 alpha-3 code, or a region that a data set declares.",
    "Present value": "money of later years, discounted to the first year.",
    "Reach": "the share of a supplier's capacity that the buyer can have.",
    "Rule": "a limit on shares, averages, totals, budgets or stock cover; hard, or soft at a penalty.",
    "Shadow price": "what one more unit of a limit is worth, with what is built and signed held as it is.",
    "Shortfall": "demand that is not met, at the cost of a shortage.",
    "Stage": "where in the chain a material stands: extraction, processing, component, scrap.",
    "Term": "how many years a contract is in force.",
    "Yield": "tonnes made of a tonne used.",
}

MAP = (
    "Country shapes are Natural Earth's at 1:110 million (public domain), by way of world-atlas 2.0.2, keyed by "
    "ISO 3166-1 alpha-3, with Malta, Singapore, Hong Kong and Saint Vincent from 1:50 million. Boundaries are Natural "
    "Earth's de facto lines; they imply no position on any of them. The file ships with the app: no map is fetched."
)
