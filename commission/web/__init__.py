"""The edges: what touches Flask, sessions, files and languages."""
