"""The command `orefolio`, and `python -m model`."""

from __future__ import annotations


def main() -> None:
    """Runs the command line."""
    from model.cli import app  # noqa: PLC0415 - `import model.__main__` alone runs nothing

    app(prog_name="orefolio")


if __name__ == "__main__":
    main()
