"""The European Union and its Critical Raw Materials Act: what fills its page, and what the prose claims."""
