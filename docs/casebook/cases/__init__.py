"""One module and one template for each case study."""
