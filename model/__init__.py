"""Orefolio: decide how to source critical minerals."""
