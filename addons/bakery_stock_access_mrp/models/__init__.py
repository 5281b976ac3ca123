from . import mrp_documents
