"""An independent check on plans: everything recomputed from the stored tables, sharing only the schema with the model."""

from model.certificate.certificate import Certificate, certify, certify_tables

__all__ = ["Certificate", "certify", "certify_tables"]
