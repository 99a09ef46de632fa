"""What is asked of public bodies, what they answer, what is done."""
