"""What is public as documents, to file, to print or to read aloud: PDF, tagged, for every reader."""
