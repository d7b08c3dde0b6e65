"""The charts of the app: each a function from a plan to a drawing with its words and the table behind it."""
