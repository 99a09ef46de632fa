"""The voting protocol: secret ballots anyone can check, knowing nothing of the site (see PROTOCOL.md)."""
