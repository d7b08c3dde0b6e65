"""A plan for other programs: a workbook, a zip of CSV files, or a folder of parquet files."""

from model.export.write import FORMATS, export_plan

__all__ = ["FORMATS", "export_plan"]
