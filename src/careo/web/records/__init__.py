"""The records: Django models and the store over them, the only place that knows tables."""
