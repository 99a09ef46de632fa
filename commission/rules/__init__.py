"""The commission's règlement intérieur."""
