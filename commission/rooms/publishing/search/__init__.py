"""Looking for words in what is public: published avis, what bodies answered, what the commission says."""
