"""Rare-earth magnets for the United States: what fills their page, and what the prose claims."""
