"""What the code's names are called on the site."""
