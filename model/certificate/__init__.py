"""An independent check on plans: all recomputed from the stored tables by code that shares only the schema."""

from model.certificate.certificate import Certificate, certify, certify_tables

__all__ = ["Certificate", "certify", "certify_tables"]
