"""One broken cell at a time: the whole message, in a data set that is otherwise sound."""

# ruff: noqa: E501 - messages stand here as their reader sees them, whole, and look-alikes are the point

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from cobalt_files import messages, with_cell, write_files

NUMBERS = [
    ("suppliers", 2, "capacity_t_per_year", "many", "is not a number (found 'many'). Write a number (t/yr)."),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "NaN",
        "is not a number (found 'NaN'). Leave the cell empty (that means: no limit), or write a number.",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "N/A",
        "is not a number (found 'N/A'). Leave the cell empty (that means: no limit), or write a number.",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "inf",
        "is not a number (found 'inf'). Leave the cell empty (that means: no limit), or write a number.",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "1e400",
        "is too large (found '1e400'). Write a number of at most 1e15 (t/yr).",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "1e20",
        "is too large (found '1e20'). Write a number of at most 1e15 (t/yr).",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "1e-12",
        "is too small to be meant (found '1e-12'). Write 0, or a number of at least 1e-9 (t/yr).",
    ),
    ("suppliers", 2, "capacity_t_per_year", "-5", "is below 0 (found '-5'). Write a number of at least 0 (t/yr)."),
    ("suppliers", 2, "capacity_t_per_year", "1,5", "is not a number (found '1,5'). Write 1.5, with a decimal point."),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "12,500",
        "is not a number (found '12,500'). Write 12500, or 12.5 if the comma marks decimals.",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "1,234,567.5",
        "is not a number (found '1,234,567.5'). Write 1234567.5, without marks between thousands.",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "12 500",
        "is not a number (found '12 500'). Write 12500, without marks between thousands.",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "12\xa0500",
        "is not a number (found '12\\xa0500'). Write 12500, without marks between thousands.",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "12'500",
        'is not a number (found "12\'500"). Write 12500, without marks between thousands.',
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "1_000",
        "is not a number (found '1_000'). Write 1000, without marks between thousands.",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "1.000",
        "can be read in two ways (found '1.000'). Write 1, or 1000 if the point marks thousands.",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "1.234.567,8",
        "is not a number (found '1.234.567,8'). Write 1234567.8, without marks between thousands.",
    ),
    ("suppliers", 2, "reach", "40%", "is not a number (found '40%'). Write 0.4, as a fraction."),
    ("suppliers", 2, "reach", "40", "is above 1 (found '40'). Write a fraction: 0.4 for 40 %."),
    ("suppliers", 2, "reach", "1.03", "is above 1 (found '1.03'). Write a number of at most 1 (fraction)."),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "$10",
        "is not a number (found '$10'). Write 10 (t/yr), without the currency.",
    ),
    (
        "suppliers",
        2,
        "price_usd_per_t",
        "4000 USD",
        "is not a number (found '4000 USD'). Write 4000 (USD/t), without the currency.",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "€ 10",
        "is not a number (found '€ 10'). Write 10 (t/yr), without the currency.",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "10 kt",
        "is not a number (found '10 kt'). Write 10000; the column is in t/yr.",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "3 t/yr",
        "is not a number (found '3 t/yr'). Write 3; the column is in t/yr.",
    ),
    (
        "suppliers",
        2,
        "capacity_t_per_year",
        "10 barrels",
        "is not a number (found '10 barrels'). Write the number alone (t/yr).",
    ),
    ("suppliers", 2, "premium", "−0.1", "is not a number (found '−0.1'). Write -0.1, with a plain minus sign."),
    ("suppliers", 2, "premium", "-3", "is below -1 (found '-3'). Write a number of at least -1 (fraction)."),
    ("suppliers", 2, "capacity_t_per_year", "(5)", "is not a number (found '(5)'). Write -5."),
    ("suppliers", 2, "capacity_t_per_year", "=1+1", "is not a number (found '=1+1'). Write a number (t/yr)."),
    ("suppliers", 2, "capacity_t_per_year", "１０", "is not a number (found '１０'). Write a number (t/yr)."),
    ("suppliers", 2, "capacity_t_per_year", "0x10", "is not a number (found '0x10'). Write a number (t/yr)."),
    ("suppliers", 2, "capacity_t_per_year", "1e", "is not a number (found '1e'). Write the number alone (t/yr)."),
    ("suppliers", 2, "capacity_t_per_year", "+", "is not a number (found '+'). Write a number (t/yr)."),
    ("demand", 2, "quantity_t", "", "is empty, but needed. How much is needed. Write a number (t/yr)."),
    ("demand", 2, "quantity_t", "-", "is not a number (found '-'). Write a number (t/yr)."),
    ("material_minerals", 2, "content", "-0.3", "is below 0 (found '-0.3'). Write a number of at least 0 (t per t)."),
]
YEARS_AND_FLAGS = [
    (
        "suppliers",
        2,
        "first_year",
        "2026.5",
        "is not a whole number (found '2026.5'). Write one calendar year, such as 2026.",
    ),
    (
        "suppliers",
        2,
        "first_year",
        "2025/26",
        "is not a whole number (found '2025/26'). Write one calendar year, such as 2025.",
    ),
    ("suppliers", 2, "first_year", "26", "is below 1900 (found '26'). Write a number of at least 1900 (year)."),
    ("demand", 2, "year", "", "is empty, but needed. Calendar year. Write one calendar year, such as 2030."),
    ("demand", 2, "year", "year 1", "is not a whole number (found 'year 1'). Write one calendar year, such as 2030."),
    ("contracts", 3, "term_years", "0", "is below 1 (found '0'). Write a number of at least 1 (years)."),
    ("contracts", 3, "term_years", "2 years", "is not a whole number (found '2 years'). Write a whole number (years)."),
    ("materials", 3, "counted", "yes", "is neither true nor false (found 'yes'). Write true."),
    ("materials", 3, "counted", "maybe", "is neither true nor false (found 'maybe'). Write true or false."),
    ("stockpiles", 2, "held_by_buyer", "0", "is neither true nor false (found '0'). Write false."),
]
TEXTS_AND_KEYS = [
    (
        "suppliers",
        2,
        "kind",
        "mines",
        "is not one of mine, plant, recycling, market (found 'mines'). Did you mean 'mine'?",
    ),
    (
        "suppliers",
        2,
        "kind",
        " mine",
        "is not one of mine, plant, recycling, market (found ' mine'). Did you mean 'mine'? There are spaces around it.",
    ),
    (
        "suppliers",
        2,
        "kind",
        "Mine",
        "is not one of mine, plant, recycling, market (found 'Mine'). Did you mean 'mine'? Upper and lower case count.",
    ),
    ("suppliers", 2, "place", "", "is empty, but needed. Where it hands over. Write a key of places."),
    ("suppliers", 2, "material", "", "is empty, but needed. What it sells. Write a key of materials."),
    (
        "materials",
        2,
        "stage",
        " ",
        "is blank, but needed (found ' '). Where in the chain it stands. Write one of extraction, processing, component, scrap.",
    ),
    ("routes", 2, "chokepoints", "strait;;canal", "has an empty item (found 'strait;;canal'). Write strait;canal."),
    ("suppliers", 3, "supplier", "", "is empty, but needed. Short name of the supplier. Write a text."),
    (
        "suppliers",
        3,
        "supplier",
        "mine",
        "is the key of row 2 already (found 'mine'). Rename or delete one of the two rows.",
    ),
    ("suppliers", 3, "supplier", "market ", "has spaces around it (found 'market '). Write 'market'."),
    (
        "suppliers",
        3,
        "supplier",
        "mar;ket",
        "is a key with a semicolon or a line break in it (found 'mar;ket'). Write a shorter name without.",
    ),
]
REFERENCES = [
    (
        "suppliers",
        2,
        "place",
        "DRC",
        "is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'DRC'). Did you mean 'COD'?",
    ),
    (
        "suppliers",
        2,
        "place",
        "Germany",
        "is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'Germany'). Did you mean 'DEU'?",
    ),
    (
        "suppliers",
        2,
        "place",
        "deu",
        "is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'deu'). Did you mean 'DEU'? Upper and lower case count.",
    ),
    (
        "suppliers",
        2,
        "place",
        "NA",
        "is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'NA'). Did you mean 'NAM'?",
    ),
    (
        "suppliers",
        2,
        "place",
        "GER",
        "is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'GER'). Did you mean 'DEU'?",
    ),
    (
        "suppliers",
        2,
        "place",
        "NORD",
        "is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'NORD'). Did you mean 'NOR'?",
    ),
    (
        "routes",
        3,
        "destination",
        "Atlantis",
        "is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'Atlantis'). Write a code such as DEU, or declare a region in places.",
    ),
    (
        "suppliers",
        2,
        "owner",
        "acmе",
        "is not in owners (found 'acmе'). Did you mean 'acme'? Some letters only look alike.",
    ),
    (
        "suppliers",
        2,
        "owner",
        "acme ",
        "is not in owners (found 'acme '). Did you mean 'acme'? There are spaces around it.",
    ),
    (
        "suppliers",
        2,
        "owner",
        "Acme",
        "is not in owners (found 'Acme'). Did you mean 'acme'? Upper and lower case count.",
    ),
    ("suppliers", 2, "material", "007", "is not in materials (found '007'). Known: hydroxide, metal, scrap."),
    ("suppliers", 2, "material", "1-Mar", "is not in materials (found '1-Mar'). Known: hydroxide, metal, scrap."),
    (
        "suppliers",
        2,
        "source",
        "USGS",
        "is not in sources (found 'USGS'). Did you mean 'usgs'? Upper and lower case count.",
    ),
    ("routes", 2, "chokepoints", "strait;kanal", "is not in chokepoints (found 'kanal'). Did you mean 'canal'?"),
    ("routes", 2, "materials", "metl", "is not in materials (found 'metl'). Did you mean 'metal'?"),
    ("contracts", 2, "supplier", "mines", "is not in suppliers (found 'mines'). Did you mean 'mine'?"),
    ("project_effects", 2, "target", "railway", "is not in plants (found 'railway'). Known: recycler, refinery."),
    (
        "project_effects",
        2,
        "effect",
        "capacity",
        "is not one of supplier_capacity, plant_capacity, route_capacity, corridor_capacity, stockpile_capacity, power_mw (found 'capacity'). Did you mean 'route_capacity'?",
    ),
    ("indicator_values", 3, "subject", "COD", "is not in suppliers (found 'COD'). Known: market, mine, yard."),
    (
        "indicator_values",
        2,
        "subject",
        "mine",
        "is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'mine'). Did you mean 'MNE'?",
    ),
    ("demand", 2, "sector", "battery", "is not in sectors (found 'battery'). Did you mean 'batteries'?"),
    ("demand", 3, "sector", "magnets", "is not in sectors (found 'magnets'). Known: batteries."),
    ("substitutes", 2, "sector", "cars", "is not in sectors (found 'cars'). Known: batteries."),
    ("rules", 2, "mineral", "cobolt", "is not a mineral of any material (found 'cobolt'). Did you mean 'cobalt'?"),
    (
        "rules",
        2,
        "mineral",
        "cobalt; cobolt",
        "is not a mineral of any material (found 'cobolt'). Did you mean 'cobalt'?",
    ),
    (
        "rules",
        2,
        "mineral",
        "cobalt,copper",
        "is not a mineral of any material (found 'cobalt,copper'). Separate minerals by semicolons.",
    ),
    (
        "origins",
        2,
        "stage",
        "mining",
        "is not one of extraction, processing, component, scrap (found 'mining'). Known: component, extraction, processing, scrap.",
    ),
    ("tariffs", 2, "destination", "EUU", "is neither a place nor a tag of places (found 'EUU'). Did you mean 'EU'?"),
    (
        "places",
        2,
        "place",
        "GER",
        "is no country's ISO 3166-1 alpha-3 code (found 'GER'). Did you mean 'DEU'? Of a region, write kind \"region\".",
    ),
    ("yearly", 2, "table", "supplier", "is not a table (found 'supplier'). Did you mean 'suppliers'?"),
    ("yearly", 2, "key", "mien", "is not in suppliers (found 'mien'). Did you mean 'mine'?"),
    (
        "yearly",
        2,
        "column",
        "capacity",
        "is not a column of suppliers (found 'capacity'). Did you mean 'capacity_t_per_year'?",
    ),
    (
        "yearly",
        2,
        "column",
        "reserve_t",
        "may not change with time (found 'reserve_t'). These may: capacity_t_per_year, reach, availability, price_usd_per_t, cost_usd_per_t, royalty, certified, leakage.",
    ),
    ("yearly", 2, "value", "-1", "is below 0 (found '-1'). Write a number of at least 0 (t/yr)."),
    ("provenance", 2, "table", "suplliers", "is not a table (found 'suplliers'). Did you mean 'suppliers'?"),
    ("provenance", 2, "key", "mien", "is not in suppliers (found 'mien'). Did you mean 'mine'?"),
    ("provenance", 2, "column", "cost", "is not a column of suppliers (found 'cost'). Did you mean 'cost_usd_per_t'?"),
    (
        "provenance",
        2,
        "basis",
        "guess",
        "is not one of reported, derived, illustrative, own (found 'guess'). Known: derived, illustrative, own, reported.",
    ),
    (
        "suppliers",
        2,
        "place",
        "Namiba",
        "is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'Namiba'). Did you mean 'NAM'?",
    ),
    (
        "suppliers",
        2,
        "place",
        "UK",
        "is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'UK'). Did you mean 'GBR'?",
    ),
    (
        "suppliers",
        2,
        "place",
        "Congo",
        "is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'Congo'). Did you mean 'COD' or 'COG'?",
    ),
]
FIT = [
    (
        "contracts",
        3,
        "min_volume_t_per_year",
        "200",
        "is above max_volume_t_per_year, 100 (found '200'). Correct one of the two.",
    ),
    ("suppliers", 3, "first_year", "2031", "is after last_year, 2030 (found '2031'). Correct one of the two years."),
    ("contracts", 4, "volume_t_per_year", "", "is empty in a committed contract. Write the volume that is signed."),
    ("contracts", 3, "floor_usd_per_t", "8000", "is above cap_usd_per_t, 7000 (found '8000'). Correct one of the two."),
    (
        "process_materials",
        3,
        "coefficient_t_per_t",
        "1.2",
        "makes 1.2 t of cobalt in refining out of 1.08 t (found '1.2'). Correct the coefficients, or the contents in material_minerals.",
    ),
    (
        "plants",
        3,
        "capacity_t_per_year",
        "90",
        "differs from that of refinery on the same line, 100 (found '90'). Plants of one line state the same place, capacity and availability.",
    ),
    (
        "plants",
        3,
        "place",
        "FRA",
        "differs from that of refinery on the same line, DEU (found 'FRA'). Plants of one line state the same place, capacity and availability.",
    ),
    (
        "suppliers",
        4,
        "price_usd_per_t",
        "",
        "is empty, and so is cost_usd_per_t, and scrap has no benchmark in prices. Write the supplier's price or cost, or add rows to prices.",
    ),
    (
        "tariffs",
        2,
        "material",
        "scrap",
        "falls on scrap, which has no benchmark in prices (found 'scrap'). Add rows to prices, or write the material that it falls on.",
    ),
    (
        "projects",
        2,
        "shares_blocks_with",
        "expansion",
        "is the project itself (found 'expansion'). Leave the cell empty.",
    ),
    (
        "projects",
        4,
        "shares_blocks_with",
        "faster",
        "shares the blocks of expansion itself (found 'faster'). Write expansion.",
    ),
    (
        "projects",
        2,
        "requires",
        "port",
        "goes in a circle: expansion -> port -> expansion (found 'port'). Take one of them out.",
    ),
    ("projects", 2, "excludes", "expansion", "names the project itself (found 'expansion'). Take it out."),
    ("plants", 2, "pool", "gird", "is not in pools (found 'gird'). Did you mean 'grid'?"),
    (
        "plants",
        3,
        "pool",
        "grid",
        "is drawn on for nothing: the process recycling has no power_mwh_per_t (found 'grid'). Write the power need of the process, or leave the cell empty.",
    ),
    (
        "processes",
        3,
        "power_mwh_per_t",
        "2",
        "is drawn from nowhere: no plant of the process names a pool (found '2'). Write the pool of its plants, or leave the cell empty.",
    ),
    ("processes", 2, "power_mwh_per_t", "-4", "is below 0 (found '-4'). Write a number of at least 0 (MWh/t)."),
    ("pools", 2, "load_factor", "80", "is above 1 (found '80'). Write a fraction: 0.8 for 80 %."),
    ("pools", 2, "capacity_mw", "10 MW", "is not a number (found '10 MW'). Write the number alone (MW)."),
    ("project_effects", 4, "target", "gird", "is not in pools (found 'gird'). Did you mean 'grid'?"),
    (
        "project_effects",
        2,
        "minerals_share",
        "0.5",
        "has no meaning for plant_capacity: only the megawatts of a power project are shared with others (found '0.5'). Leave the cell empty.",
    ),
]
SUPPORTS = [
    ("supports", 2, "target", "project", "is not what a credit supports (found 'project'). Write supplier or plant."),
    ("supports", 4, "target", "plant", "is not what a floor supports (found 'plant'). Write supplier."),
    (
        "supports",
        3,
        "rate_share",
        "0.2",
        "has no meaning for a credit for a plant (found '0.2'). Write rate_usd_per_t instead.",
    ),
    ("supports", 4, "rate_usd_per_t", "", "is empty, but a floor for a supplier needs a rate. Fill it in."),
    (
        "supports",
        3,
        "cap_usd_per_block",
        "7",
        "has no meaning for a credit (found '7'). Write cap_usd_per_year instead.",
    ),
    (
        "supports",
        5,
        "cap_usd_per_year",
        "7",
        "has no meaning for a grant (found '7'). Write cap_usd_per_block instead.",
    ),
    ("supports", 3, "where", "place=FIN", "picks none of plants (found 'place=FIN'). Correct the conditions."),
    (
        "supports",
        3,
        "where",
        "plase=DEU",
        "is not a column of plants in 'plase=DEU' (found 'plase'). Did you mean 'place'?",
    ),
    ("supports", 6, "rate_share", "30", "is above 1 (found '30'). Write a fraction: 0.3 for 30 %."),
    ("supports", 2, "kind", "loan", "is not one of credit, floor, grant (found 'loan'). Known: credit, floor, grant."),
]
FINANCE = [
    (
        "project_finance",
        4,
        "share",
        "0.4",
        "brings the money of port to 0.9 of its capital (found '0.4'). The shares of a project add up to 1.",
    ),
    ("project_finance", 4, "rate", "", "is empty, but a bank is repaid with interest. Write its rate, such as 0.06."),
    (
        "project_finance",
        2,
        "rate",
        "0.05",
        "has no meaning for own money, which is not repaid (found '0.05'). Leave the cell empty.",
    ),
    (
        "project_finance",
        3,
        "term_years",
        "9",
        "has no meaning for a partner without a rate, who is paid nothing (found '9'). Write a rate, or leave the cell empty.",
    ),
    ("project_finance", 2, "project", "prot", "is not in projects (found 'prot'). Did you mean 'port'?"),
    (
        "project_finance",
        2,
        "money",
        "grant",
        "is not one of own, public, partner, bank (found 'grant'). Known: bank, own, partner, public.",
    ),
]
RULES = [
    ("rules", 2, "limit", "", "is empty, but a rule of kind share needs it. Fill it in."),
    ("rules", 2, "stage", "", "is empty, but a rule of kind share needs it. Fill it in."),
    ("rules", 2, "limit", "65", "is not between 0 and 1, as a share is (found '65'). Write a fraction: 0.65 for 65 %."),
    ("rules", 4, "indicator", "", "is empty, but a rule of kind average needs it. Fill it in."),
    ("rules", 4, "per", "place", "has no meaning in a rule of kind average (found 'place'). Leave the cell empty."),
    (
        "rules",
        6,
        "per",
        "owner",
        "has no meaning in a rule of kind cost (found 'owner'). A cost may be per supplier; leave the cell empty otherwise.",
    ),
    ("rules", 2, "of", "capital", "is only for a budget (found 'capital'). Write supply, consumption or shipped."),
    (
        "rules",
        2,
        "of",
        "public_money",
        "is only for a budget (found 'public_money'). Write supply, consumption or shipped.",
    ),
    (
        "rules",
        7,
        "of",
        "supply",
        "cannot be budgeted (found 'supply'). Write capital, own_money or public_money, or leave the cell empty.",
    ),
    (
        "rules",
        8,
        "where",
        "kind=ports",
        "is not one of credit, floor, grant (kind) in 'kind=ports' (found 'ports'). Known: credit, floor, grant.",
    ),
    (
        "rules",
        3,
        "of",
        "supply",
        "does not pass a chokepoint: only what is shipped does (found 'supply'). Write shipped, or leave the cell empty.",
    ),
    (
        "rules",
        6,
        "soft_penalty_usd",
        "5",
        "has no meaning in a rule of kind cost, which is paid, not kept (found '5'). Leave the cell empty.",
    ),
    (
        "rules",
        6,
        "soft_penalty_multiple",
        "5",
        "has no meaning in a rule of kind cost, whose breach is in no mineral's tonnes (found '5'). Leave the cell empty.",
    ),
    (
        "rules",
        7,
        "soft_penalty_multiple",
        "0.5",
        "has no meaning in a rule of kind budget, whose breach is in no mineral's tonnes (found '0.5'). Write soft_penalty_usd instead.",
    ),
    (
        "rules",
        9,
        "soft_penalty_multiple",
        "-1",
        "is below 0 (found '-1'). Write a number of at least 0 (of the benchmark).",
    ),
    ("rules", 2, "mineral", "cobalt;;tin", "has an empty item (found 'cobalt;;tin'). Write cobalt;tin."),
    ("rules", 5, "where", "", "is empty, so that the rule excludes everything. Write what it excludes."),
    (
        "rules",
        5,
        "where",
        "owner.tag=listed",
        "is not a column of suppliers or plants in 'owner.tag=listed' (found 'owner.tag'). Did you mean 'owner.tags'?",
    ),
    (
        "rules",
        5,
        "where",
        "owner.tags=FEOC",
        "is not known (owner.tags) in 'owner.tags=FEOC' (found 'FEOC'). Known: EU, OECD, SADC, listed.",
    ),
    (
        "rules",
        5,
        "where",
        "place",
        "is not a condition (found 'place'). Write column=value, such as place=RUS|CHN & kind!=market.",
    ),
    (
        "rules",
        5,
        "where",
        "kind=mines",
        "is not one of mine, plant, recycling, market (kind) in 'kind=mines' (found 'mines'). Did you mean 'mine'?",
    ),
    (
        "rules",
        3,
        "where",
        "place=COD",
        "is not a column of routes in 'place=COD' (found 'place'). Did you mean 'origin.place' or 'destination.place' or 'requires_project.place'?",
    ),
    (
        "rules",
        7,
        "where",
        "place.tags=EUU",
        "is not known (place.tags) in 'place.tags=EUU' (found 'EUU'). Did you mean 'EU'?",
    ),
    (
        "rules",
        9,
        "where",
        "mineral=cobolt",
        "is not known (mineral) in 'mineral=cobolt' (found 'cobolt'). Did you mean 'cobalt'?",
    ),
]
FIVE = [
    "data/contracts.csv, row 2, column supplier: is not in suppliers (found 'mien'). Did you mean 'mine'?",
    "data/contracts.csv, row 3, column term_years: is not a whole number (found 'five'). Write a whole number (years).",
    "data/owners.csv, row 2, column place: is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'XXX'). Write a code such as DEU, or declare a region in places.",
    "data/suppliers.csv, row 2, column reach: is not a number (found '40%'). Write 0.4, as a fraction.",
    "data/suppliers.csv, row 3, column place: is neither a country's ISO 3166-1 alpha-3 code nor in places (found 'Finnland'). Did you mean 'FIN'?",
]
ELSEWHERE = [
    (
        "demand",
        3,
        "year",
        "2026",
        [
            "data/demand.csv, row 3, column place;sector;material;year: is the key of row 2 already (found 'DEU;batteries;metal;2026'). Rename or delete one of the two rows."
        ],
    ),
    (
        "places",
        3,
        "kind",
        "region",
        ["data/places.csv, row 3, column place: is a region with a country's code (found 'NAM'). Rename the region."],
    ),
    (
        "sources",
        2,
        "source",
        "survey",
        ["data/provenance.csv, row 2, column source: is not in sources (found 'usgs'). Known: survey."],
    ),
    (
        "yearly",
        2,
        "table",
        "demand",
        [
            "data/yearly.csv, row 2, column column: is not a column of demand (found 'capacity_t_per_year'). Known: basis, material, place, quantity_t, sector, source, year."
        ],
    ),
    (
        "process_materials",
        3,
        "coefficient_t_per_t",
        "-1",
        [
            "data/processes.csv, row 2, column process: makes nothing (found 'refining'). Add a row with a positive coefficient to process_materials."
        ],
    ),
    (
        "origins",
        2,
        "share",
        "0.73",
        [
            "data/origins.csv, row 3, column share: adds up to 1.03 over the rows of market, extraction. The shares of a supplier and stage add up to 1 at most."
        ],
    ),
    (
        "origins",
        2,
        "supplier",
        "yard",
        [
            "data/origins.csv, row 2, column supplier: recycles: what it sells comes from no mine (found 'yard'). Remove the row, or correct the supplier's kind."
        ],
    ),
    (
        "origins",
        3,
        "stage",
        "processing",
        [
            "data/origins.csv, row 3, column stage: is not before processing, the stage of what market sells (found 'processing'). Write an earlier stage, or remove the row."
        ],
    ),
    (
        "suppliers",
        2,
        "cost_usd_per_t",
        "",
        [
            "data/contracts.csv, row 5, column supplier: has no cost_usd_per_t, at which an equity contract buys (found 'mine'). Give the supplier its cost."
        ],
    ),
    (
        "prices",
        2,
        "material",
        "scrap",
        [
            "data/sectors.csv, row 2, column shortage_cost_multiple: multiplies the benchmark of metal, which batteries needs and prices does not have (found '5'). Add metal to prices, or write shortage_cost_usd_per_t instead."
        ],
    ),
    (
        "sectors",
        2,
        "shortage_cost_usd_per_t",
        "90000",
        [
            "data/sectors.csv, row 2, column shortage_cost_multiple: is given, and so is shortage_cost_usd_per_t (found '5'). Keep one of the two."
        ],
    ),
    (
        "supports",
        2,
        "rate_share",
        "",
        [
            "data/supports.csv, row 2, column rate_usd_per_t: is empty, and so is rate_share, but a credit for a supplier needs a rate. Fill it in."
        ],
    ),
    (
        "supports",
        2,
        "rate_usd_per_t",
        "4",
        [
            "data/supports.csv, row 2, column rate_share: stands beside rate_usd_per_t, and a support has one rate (found '0.1'). Leave one of the two cells empty."
        ],
    ),
    (
        "supports",
        6,
        "where",
        "",
        [
            "data/supports.csv, row 6, column rate_share: brings the grants of port to 1.1 of its capital (found '0.5'). The grants of a project add up to 1 at most, over all years."
        ],
    ),
    (
        "supports",
        4,
        "where",
        "place=FIN|DEU",
        [
            "data/supports.csv, row 4, column cap_usd_per_year: cannot be split between producers at home and abroad, whose floors are counted apart (found '50000'). Write two supports, each with its cap."
        ],
    ),
    (
        "plants",
        2,
        "toll_usd_per_t",
        "6",
        [
            "data/pools.csv, row 2, column cost_usd_per_mwh: is paid by nobody: each plant of the pool charges a toll, which includes its power (found '5'). Leave the cell empty."
        ],
    ),
    (
        "plants",
        2,
        "pool",
        "",
        [
            "data/pools.csv, row 2, column pool: has no plant that draws on it (found 'grid'). Write it in the column pool of plants, or remove the row.",
            "data/processes.csv, row 2, column power_mwh_per_t: is drawn from nowhere: no plant of the process names a pool (found '4'). Write the pool of its plants, or leave the cell empty.",
        ],
    ),
    (
        "rules",
        5,
        "indicator",
        "governance",
        [
            "data/rules.csv, row 5, column limit: is empty, but the rule has a value in indicator. To exclude by an indicator, write both; otherwise neither."
        ],
    ),
    (
        "rules",
        5,
        "limit",
        "3",
        [
            "data/rules.csv, row 5, column indicator: is empty, but the rule has a value in limit. To exclude by an indicator, write both; otherwise neither."
        ],
    ),
]


def test_the_data_set_itself_is_sound(folder):
    write_files(folder)
    assert messages("data") == []


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "said"),
    NUMBERS + YEARS_AND_FLAGS + TEXTS_AND_KEYS + REFERENCES + FIT + SUPPORTS + FINANCE + RULES,
)
def test_a_broken_cell_is_named_with_what_to_write(folder, table, row, column, value, said):
    write_files(folder, **{table: with_cell(table, row, column, value)})
    assert messages("data") == [f"data/{table}.csv, row {row}, column {column}: {said}"]


@pytest.mark.parametrize(("table", "row", "column", "value", "said"), ELSEWHERE)
def test_a_broken_cell_that_shows_in_another_is_named_there(folder, table, row, column, value, said):
    write_files(folder, **{table: with_cell(table, row, column, value)})
    assert messages("data") == said


def test_a_very_long_cell_is_not_repeated_in_full(folder):
    write_files(folder, suppliers=with_cell("suppliers", 2, "name", "x" * 33_000))
    assert messages("data") == [
        f"data/suppliers.csv, row 2, column name: is longer than 32767 characters (found '{'x' * 100}...'). Shorten it."
    ]


def test_five_wrong_cells_in_three_tables_are_five_messages_at_once(folder):
    contracts = with_cell("contracts", 3, "term_years", "five").replace("spot,mine,spot", "spot,mien,spot")
    suppliers = with_cell("suppliers", 2, "reach", "40%").replace("FIN", "Finnland")
    write_files(folder, contracts=contracts, suppliers=suppliers, owners=with_cell("owners", 2, "place", "XXX"))
    assert messages("data") == FIVE


@pytest.mark.parametrize("second", [("reach", "40"), ("material", "metl"), ("kind", "Mine"), ("place", "")])
@pytest.mark.parametrize("first", [("capacity_t_per_year", "10 kt"), ("owner", "acne"), ("first_year", "2026.5")])
def test_two_wrong_cells_in_one_row_are_two_messages(folder, first, second):
    """Neither hides the other: together they say what each says alone."""
    apart = []
    for number, (column, value) in enumerate((first, second)):
        name = f"alone{number}"
        write_files(Path(name), suppliers=with_cell("suppliers", 2, column, value))
        apart += [message.replace(name, "data") for message in messages(name)]
    both = with_cell("suppliers", 2, *first)
    column, value = second
    write_files(folder, suppliers=both)
    table = (folder / "suppliers.csv").read_text()
    lines = table.split("\n")
    cells = next(csv.reader([lines[1]]))
    cells[lines[0].split(",").index(column)] = value
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerow(cells)
    (folder / "suppliers.csv").write_text("\n".join([lines[0], stream.getvalue().rstrip("\n"), *lines[2:]]))
    assert sorted(messages("data")) == sorted(apart)
    assert len(apart) == 2
