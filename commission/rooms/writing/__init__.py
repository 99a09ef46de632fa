"""Writing together: texts, remarks, amendments."""
