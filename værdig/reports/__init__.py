"""The half-year report: put together, frozen, verified and written as web page, PDF and DOCX; figures come from elsewhere."""
