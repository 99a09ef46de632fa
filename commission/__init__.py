"""The commission's site. Importing this package imports no web framework: `site.create_app` puts the rooms together."""
