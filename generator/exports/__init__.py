"""The files beside the pages: documents, tables, workbooks, schemas and the feed."""
