"""The app's pages, and what they share; they call the public names of `model` and show its frames."""
