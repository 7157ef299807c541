"""Questions and answers: retrieval, quotation, refusal."""
