"""One feature, one file: its sets, figures, decisions, constraints and costs."""
