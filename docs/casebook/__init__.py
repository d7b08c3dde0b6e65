"""Case studies: pages of the docs whose every figure and picture is computed when the page is built.

A case study is a folder of `docs/casebook/cases`: `page.py`, whose `page` solves what it needs and returns figures,
tables, pictures and what its prose claims, and `prose.md`, with a place such as `{{ cost }}` for each of them.
`python -m docs.casebook` writes docs/<name>.md and the folder docs/<name> beside it.
"""
