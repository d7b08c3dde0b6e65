"""A plan in words: what is bought, built and held, what it costs, which limits bind, and what it assumes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.case.rows import each_row
from model.plan.agreement_words import agreement_lines
from model.plan.certified import certified_lines
from model.plan.employment import job_lines
from model.plan.finance import finance_lines
from model.plan.gates import gate_lines
from model.plan.improvements import improvement_lines
from model.plan.power import power_lines
from model.plan.standing import idle_lines, pressed
from model.plan.supports import support_lines
from model.plan.words import listing, money, percent, tonnes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from model.plan.plan import Plan

REJECTED = "rejected by the certificate"
STAGES = ("extraction", "processing", "component")


def summarise(plan: Plan) -> str:
    """The summary of a plan, in sections of one line each thing."""
    sections = {
        "": headline(plan),
        "What it costs": cost_lines(plan),
        "Where supply comes from": supply_lines(plan),
        "What of it is certified": certified_lines(plan.certified),
        "What is signed": contract_lines(plan),
        "What is agreed": agreement_lines(plan),
        "What agreements improve": improvement_lines(plan.improved_indicators),
        "What is built": project_lines(plan),
        "Whose money builds it": finance_lines(plan.finance),
        "Which jobs it gives": job_lines(plan.jobs),
        "Whether power suffices": power_lines(plan.power),
        "What supports pay (not discounted)": support_lines(plan.supports),
        "Which steps open something": gate_lines(plan.gate_steps),
        "What is held in stock": stock_lines(plan),
        "What goes short or is substituted": shortage_lines(plan),
        "Which limits bind": rule_lines(plan),
        "Which limits do not bind": idle_lines(plan),
        "What is a matter of taste": taste_lines(plan),
        "Whether it holds": certificate_lines(plan),
        "Which figures it rests on": figure_lines(plan),
        "What it assumes": plan.assumptions,
    }
    written = []
    for title, lines in sections.items():
        found = list(lines)
        if found:
            written.append("\n".join([title, *(f"  - {line}" for line in found)] if title else found))
    return "\n\n".join(written)


def headline(plan: Plan) -> Iterator[str]:
    """Title, status, cost and gap."""
    settings = plan.case.settings
    policies = f" with {listing(list(plan.case.policies))}" if plan.case.policies else ""
    yield f"{settings.title or plan.case.name}{policies}"
    first, last = plan.case.years[0], plan.case.years[-1] + plan.case.years_in[plan.case.years[-1]] - 1
    gap = f", {proof(plan.gap)}" if plan.gap is not None and plan.status != REJECTED else ""
    yield (
        f"{plan.status.capitalize()}: {money(plan.objective)} for {first} to {last} (present value at "
        f"{settings.discount_rate:.1%} a year, {settings.currency_year} dollars){gap}."
    )


def proof(gap: float) -> str:
    """How near the plan is proven to be to the best one."""
    return (
        "proven to be the least possible" if gap < 5e-7 else f"proven within {percent(gap)} of the least possible cost"
    )


def cost_lines(plan: Plan) -> Iterator[str]:
    """The largest cost terms."""
    costs = plan.costs
    totals = costs.groupby(["term", "counted"], sort=False, as_index=False)["present_value_usd"].sum()
    shown = totals[totals["present_value_usd"].abs() > 5e-4 * max(abs(plan.objective), 1.0)]
    for row in each_row(shown.sort_values("present_value_usd", key=abs, ascending=False)):
        yield f"{row.term}: {money(row.present_value_usd)}{'' if row.counted else ' (a transfer, not counted)'}"


def supply_lines(plan: Plan) -> Iterator[str]:
    """The largest places of each mineral and stage, in the first and the last year.

    A stage of which nothing is known but what is assumed of the upstream, such as the mining of gallium, is left out.
    """
    supply = plan.supply[plan.supply["scenario"] == "trunk"]
    supply = supply[supply.groupby(["mineral", "stage"])["known"].transform("any")]
    first, last = plan.case.years[0], plan.case.years[-1]
    for mineral in dict.fromkeys(supply["mineral"]):
        for stage in STAGES:
            rows = supply[(supply["mineral"] == mineral) & (supply["stage"] == stage)]
            if not rows.empty:
                then = [
                    f"{year}: {largest_places(rows[rows['year'] == year])}" for year in dict.fromkeys((first, last))
                ]
                yield f"{mineral}, {stage}: {'; '.join(then)}"


def largest_places(rows: pd.DataFrame, most: int = 4) -> str:
    """`41 % CHL, 20 % CAN of 1.2 kt a year`."""
    places = rows.groupby("place")["share"].sum().sort_values(ascending=False)
    if places.empty:
        return "nothing"
    parts = [f"{place} {percent(share)}" for place, share in places.head(most).items()]
    rest = f", {len(places) - most} more" if len(places) > most else ""
    return f"{', '.join(parts)}{rest} of {tonnes(rows['contained_t_per_year'].sum())}"


def contract_lines(plan: Plan) -> Iterator[str]:
    """Contracts signed."""
    for row in each_row(plan.contracts_signed):
        signed = f"{row.year}: {row.contract} ({row.kind} of {row.material}, {row.place})"
        free = getattr(row, "free_carried_t_per_year", 0.0)
        state = f", besides {tonnes(free)} that the state holds free" if free > 0 else ""
        yield f"{signed}, {tonnes(row.volume_t_per_year)}{state}"


def project_lines(plan: Plan) -> Iterator[str]:
    """Projects decided, and those under construction."""
    for row in each_row(plan.projects_built.sort_values(["decided_year", "project"])):
        blocks = f", {row.blocks} blocks" if row.blocks > 1 else ""
        verb = "under construction" if row.status == "committed" else f"decided {row.decided_year}"
        yield f"{row.name or row.project}{blocks}: {verb}, on line {row.online_year}, {money(row.capital_usd)}"


def stock_lines(plan: Plan) -> Iterator[str]:
    """Stock levels, first and last."""
    for stockpile, rows in plan.stocks.groupby("stockpile"):
        if rows["stock_t"].max() > 1e-6:
            peak = rows.iloc[int(rows["stock_t"].argmax())]
            end = rows.iloc[-1]
            yield (
                f"{stockpile}: at most {tonnes(peak['stock_t'], per_year=False)} ({peak['year']}), "
                f"{tonnes(end['stock_t'], per_year=False)} at the end"
            )


def shortage_lines(plan: Plan) -> Iterator[str]:
    """Shortage and substitution by material."""
    for material, rows in plan.deliveries.groupby("material"):
        for column, word in (("shortfall_t_per_year", "short"), ("substituted_t_per_year", "substituted")):
            by_year = rows.groupby("year")[[column, "demand_t_per_year"]].sum()
            by_year = by_year[by_year[column] > 1e-6 * by_year["demand_t_per_year"].clip(lower=1.0)]
            if not by_year.empty:
                shares = (by_year[column] / by_year["demand_t_per_year"]).to_dict()
                worst = max(shares, key=lambda year: shares[year])
                yield (
                    f"{material}: {word} in {len(by_year)} of {rows['year'].nunique()} planning years, most in {worst} "
                    f"({percent(shares[worst])} of demand)"
                )


def rule_lines(plan: Plan) -> Iterator[str]:
    """Rules that bind or are broken, with the years and the dearest price."""
    for key, rows in plan.rules.groupby(["rule", "mineral", "member"], sort=False):
        verdict = pressed(rows)
        if verdict:
            yield f"{' '.join(filter(None, map(str, key)))} {verdict}"


def taste_lines(plan: Plan, most: int = 5) -> Iterator[str]:
    """What could be left out at under one per cent of cost, one thing at a time."""
    cheap = plan.matters_of_taste
    if cheap.empty:
        return
    many = f"Each of {len(cheap)}" if len(cheap) > 1 else "One"
    yield (
        f"{many} of the suppliers and plants in use could be left out at under 1 % of the total cost "
        "(one at a time, what is built and signed as it is; all are in matters_of_taste)."
    )
    for row in each_row(cheap.head(most)):
        yield f"doing without {row.what} would cost {money(row.extra_cost_usd)}"


def figure_lines(plan: Plan, most: int = 5) -> Iterator[str]:
    """How much of the cost rests on figures of each basis, and the illustrative ones that carry most."""
    by_basis = plan.figures.groupby("basis")["present_value_usd"].sum().sort_values(ascending=False)
    by_basis = by_basis / by_basis.sum()
    yield "of what is paid by price, toll, freight and capital, " + listing(
        [f"{percent(share)} rests on {basis} figures" for basis, share in by_basis.items()]
    )
    for row in each_row(plan.figures[plan.figures["basis"] == "illustrative"].head(most)):
        if row.share_of_cost >= 1e-3:
            yield f"illustrative: {row.column} of {row.table} {row.key}, which carries {money(row.present_value_usd)}"


def certificate_lines(plan: Plan) -> Iterator[str]:
    """The verdict of the recomputation; what failed, where something did."""
    verdict, _, rest = plan.certificate.partition("\n")
    if verdict:
        yield verdict if rest else f"{verdict.partition('. ')[0].rstrip('.')}."
    yield from (line.strip() for line in rest.splitlines())
    yield from round_lines(plan.size)


def round_lines(size: Mapping[str, float]) -> Iterator[str]:
    """In how many rounds the limits on concentration were reached, or that they were not."""
    if "rounds" not in size:
        return
    rounds, tangents, broken = (int(size[name]) for name in ("rounds", "tangents", "broken_cones"))
    times = "once" if rounds == 1 else f"{rounds} times"
    yield f"Limits on concentration: solved {times}, with {tangents:,} tangents added to keep them" + (
        f"; it ended before {broken} of them were kept." if broken else "."
    )
