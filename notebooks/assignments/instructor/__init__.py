"""What nbgrader_config.py plugs into nbgrader: an instructor's tools."""
