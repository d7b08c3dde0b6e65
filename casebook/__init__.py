"""Case studies: pages of the docs whose every figure and picture is computed when the page is built.

A case study is two files in `casebook/cases`: `<name>.py`, whose `page` solves what it needs and returns figures,
tables, pictures and what its prose claims, and `<name>.md`, the prose, with a place such as `{{ cost }}` for each of
them. `python -m casebook` writes docs/<name>.md and the folder docs/<name> beside it.
"""
