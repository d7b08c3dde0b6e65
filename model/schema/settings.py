"""The settings of a data set: the contents of `dataset.toml`."""

from __future__ import annotations

from dataclasses import dataclass, field


def setting(help: str, default: object) -> object:  # noqa: A002 - a setting's help
    """A field of Settings with its description for the docs."""
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What `dataset.toml` says; `years` and `buyer` have no default, except in a library."""

    title: str = setting("What the data set is called.", "")  # type: ignore[assignment]
    description: str = setting("What it describes, in a sentence or two.", "")  # type: ignore[assignment]
    kind: str = setting("`case`, or `library`: data for others to build on, which needs no demand.", "case")  # type: ignore[assignment]
    based_on: str = setting("The data set that it builds on, as a path from its own folder.", "")  # type: ignore[assignment]
    minerals: tuple[str, ...] = setting(
        "Of the data set that it builds on, only what is about these minerals (all).", ()
    )  # type: ignore[assignment]
    currency_year: int = setting("All money is US dollars at prices of this year.", 2025)  # type: ignore[assignment]
    years: tuple[int, ...] = setting("The planning years, ascending.", ())  # type: ignore[assignment]
    last_period_years: int | None = setting(
        "Calendar years that the last planning year stands for (as many as the one before).", None
    )  # type: ignore[assignment]
    discount_rate: float = setting("Yearly discount rate, as a fraction.", 0.05)  # type: ignore[assignment]
    buyer: tuple[str, ...] = setting("The place or places that buy.", ())  # type: ignore[assignment]
    perspective: str = setting(
        "Whose cost counts: `firm`, or `country` (own tariffs are transfers: shown, not counted).", "country"
    )  # type: ignore[assignment]
