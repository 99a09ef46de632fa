"""An election from its questions to its verified result."""
