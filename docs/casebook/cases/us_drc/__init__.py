"""The United States and the DR Congo: what fills its page, and what the prose claims."""
